/**
 * Tasks, attempts, outcomes and the rules by which they move. May use: {@code budget}, {@code
 * pool}, {@code settings}.
 */
@NullMarked
package dev.agentpool.task;

import org.jspecify.annotations.NullMarked;
