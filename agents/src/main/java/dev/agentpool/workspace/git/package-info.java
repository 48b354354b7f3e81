/**
 * Workspaces by git, run as a child process. May use: {@code workspace}, {@code settings}, {@code
 * task} of core.
 */
@NullMarked
package dev.agentpool.workspace.git;

import org.jspecify.annotations.NullMarked;
