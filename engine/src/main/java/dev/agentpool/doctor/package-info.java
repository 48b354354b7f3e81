/**
 * Looks at this machine and says what is there and what is not. May use: core, {@code config}, what
 * a node has at hand.
 */
@NullMarked
package dev.agentpool.doctor;

import org.jspecify.annotations.NullMarked;
