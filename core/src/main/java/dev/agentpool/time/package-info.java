/** Time that takes note of a machine that sleeps, and pauses. */
@NullMarked
package dev.agentpool.time;

import org.jspecify.annotations.NullMarked;
