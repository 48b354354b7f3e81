/** What agents left: artifacts, transcripts, worktrees. */
@NullMarked
package dev.agentpool.cli.left;

import org.jspecify.annotations.NullMarked;
