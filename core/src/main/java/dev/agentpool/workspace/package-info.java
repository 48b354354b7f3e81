/** Where a task works, and the port that prepares it. */
@NullMarked
package dev.agentpool.workspace;

import org.jspecify.annotations.NullMarked;
