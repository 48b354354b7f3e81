/**
 * Wires one daemon together, starts it once a user, and stops it. May use: everything of the
 * server.
 */
@NullMarked
package dev.agentpool.daemon;

import org.jspecify.annotations.NullMarked;
