/**
 * Other ways in: MCP, REST over HTTP. May depend on {@code cli.command} and what that may depend
 * on.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.face;
