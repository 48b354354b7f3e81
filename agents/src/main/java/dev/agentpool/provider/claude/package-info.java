/**
 * Drives Claude Code over stream-json. May use: core, {@code process}, {@code protocol.streamjson},
 * {@code walls}.
 */
@NullMarked
package dev.agentpool.provider.claude;

import org.jspecify.annotations.NullMarked;
