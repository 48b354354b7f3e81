/**
 * The Java library: a pool of coding agents, in this program or in the user's daemon, behind one
 * interface, {@link dev.agentpool.api.Pool}. Nothing here returns or takes null. May use: {@code
 * api.client}, {@code config} and {@code daemon} (for a pool in this program), and of core {@code
 * budget}, {@code ledger}, {@code pool}, {@code settings} and {@code task}.
 */
@NullMarked
package dev.agentpool.api;

import org.jspecify.annotations.NullMarked;
