/**
 * One attempt: workspace, session, turn, result, and what it may cost. May use: core, {@code
 * node.launch}, {@code node.prompt}.
 */
@NullMarked
package dev.agentpool.node.attempt;

import org.jspecify.annotations.NullMarked;
