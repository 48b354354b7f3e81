/**
 * Speaks with the daemon over its unix socket and starts it when needed. May depend on {@code
 * cli.json}.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.client;
