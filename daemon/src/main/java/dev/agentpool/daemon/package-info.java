/** Wires one daemon together, starts it once a user, and stops it. */
@NullMarked
package dev.agentpool.daemon;

import org.jspecify.annotations.NullMarked;
