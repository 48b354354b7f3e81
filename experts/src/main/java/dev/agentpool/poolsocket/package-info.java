/**
 * The socket of one expert pool, as the old program had it: a line asks, a line answers, and
 * whoever subscribes is told what happens. Both ends of it; what is answered is the daemon's.
 */
@NullMarked
package dev.agentpool.poolsocket;

import org.jspecify.annotations.NullMarked;
