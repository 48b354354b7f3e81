/** One attempt: workspace, session, turn, result, and what it may cost. */
@NullMarked
package dev.agentpool.node.attempt;

import org.jspecify.annotations.NullMarked;
