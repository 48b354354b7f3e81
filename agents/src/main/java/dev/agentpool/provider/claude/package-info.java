/** Drives Claude Code over stream-json. */
@NullMarked
package dev.agentpool.provider.claude;

import org.jspecify.annotations.NullMarked;
