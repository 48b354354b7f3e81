/** Workspaces by git, run as a child process. */
@NullMarked
package dev.agentpool.workspace.git;

import org.jspecify.annotations.NullMarked;
