/**
 * What the hosts of MCP servers need to know of agentpool: printed, never written into their files.
 */
@NullMarked
package dev.agentpool.cli.host;

import org.jspecify.annotations.NullMarked;
