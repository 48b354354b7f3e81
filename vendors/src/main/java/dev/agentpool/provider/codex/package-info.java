/** Codex CLI over its app-server: its own home, its conversations, what its messages mean. */
@NullMarked
package dev.agentpool.provider.codex;

import org.jspecify.annotations.NullMarked;
