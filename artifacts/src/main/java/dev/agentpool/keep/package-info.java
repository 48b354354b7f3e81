/** What agents and their providers said, as it may be kept and told: without secrets. */
@NullMarked
package dev.agentpool.keep;

import org.jspecify.annotations.NullMarked;
