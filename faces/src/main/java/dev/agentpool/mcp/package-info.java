/**
 * The MCP face: sessions, transports and the seam that tools, resources and prompts come through;
 * it knows nothing of pools. May use: {@code machine}, {@code settings}, for spelling; the MCP SDK,
 * Jackson, the JSON schema validator, the servlet API.
 */
@NullMarked
package dev.agentpool.mcp;

import org.jspecify.annotations.NullMarked;
