/** The JSON that REST and MCP both speak. */
@NullMarked
package dev.agentpool.wire;

import org.jspecify.annotations.NullMarked;
