/**
 * The MCP face: sessions, transports and the seam that tools, resources and prompts come through;
 * it knows nothing of pools.
 */
@NullMarked
package dev.agentpool.mcp;

import org.jspecify.annotations.NullMarked;
