/**
 * The tools, resources and prompts of a pool for MCP clients: they translate and decide nothing.
 */
@NullMarked
package dev.agentpool.mcp.tools;

import org.jspecify.annotations.NullMarked;
