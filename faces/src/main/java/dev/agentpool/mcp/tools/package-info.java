/**
 * The tools, resources and prompts of a pool for MCP clients: they translate and decide nothing.
 * May use: core, {@code config}, {@code definition}, {@code engine}, {@code inside}, {@code mcp},
 * {@code node}, {@code plan}, {@code route}, {@code skill}, {@code wire}; Jackson, SLF4J.
 */
@NullMarked
package dev.agentpool.mcp.tools;

import org.jspecify.annotations.NullMarked;
