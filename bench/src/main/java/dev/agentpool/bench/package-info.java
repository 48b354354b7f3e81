/** Whole-system benchmarks, each beside a baseline of the same run. May use: everything. */
@NullMarked
package dev.agentpool.bench;

import org.jspecify.annotations.NullMarked;
