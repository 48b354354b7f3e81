/** The JSON that REST and MCP both speak. May use: core, {@code plan}. */
@NullMarked
package dev.agentpool.wire;

import org.jspecify.annotations.NullMarked;
