/**
 * The Java library: a pool of coding agents, in this program or in the user's daemon, behind one
 * interface, {@link dev.agentpool.api.Pool}. Nothing here returns or takes null. May use: {@code
 * client}, {@code daemon} (for a pool in this program), {@code config}, and of core {@code budget},
 * {@code settings} and {@code task}.
 */
@NullMarked
package dev.agentpool.api;

import org.jspecify.annotations.NullMarked;
