/** Whole-system benchmarks, each beside a baseline of the same run. */
@NullMarked
package dev.agentpool.bench;

import org.jspecify.annotations.NullMarked;
