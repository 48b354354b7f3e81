/** Where a task works, and the port that prepares it. May use: {@code task}, {@code settings}. */
@NullMarked
package dev.agentpool.workspace;

import org.jspecify.annotations.NullMarked;
