/** Time that takes note of a machine that sleeps; pauses, and how long one waits. */
@NullMarked
package dev.agentpool.time;

import org.jspecify.annotations.NullMarked;
