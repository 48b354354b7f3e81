/**
 * The Java library: a pool of coding agents, in this program or in the user's daemon, behind one
 * interface, {@link dev.agentpool.api.Pool}. Nothing here returns or takes null.
 */
@NullMarked
package dev.agentpool.api;

import org.jspecify.annotations.NullMarked;
