/**
 * The JSON that REST and MCP both speak. May use: core, {@code definition}, {@code engine}, {@code
 * node}, {@code plan}, {@code skill}.
 */
@NullMarked
package dev.agentpool.wire;

import org.jspecify.annotations.NullMarked;
