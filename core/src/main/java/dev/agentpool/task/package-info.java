/** Tasks, attempts, outcomes and the rules by which they move. */
@NullMarked
package dev.agentpool.task;

import org.jspecify.annotations.NullMarked;
