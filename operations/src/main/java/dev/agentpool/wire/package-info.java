/**
 * The JSON that REST and MCP both speak. May use: core, {@code engine}, {@code inside}, {@code
 * node}, {@code plan}, {@code skill}.
 */
@NullMarked
package dev.agentpool.wire;

import org.jspecify.annotations.NullMarked;
