/**
 * A pool's slots, what they share, its figures and who is told of its events. May depend on {@code
 * cli.command} and what that may depend on.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.pool;
