/** A tmux server of its own for each session: started, looked at, typed into, found again. */
@NullMarked
package dev.agentpool.terminal.tmux;

import org.jspecify.annotations.NullMarked;
