/** The conversations that tasks share, kept beyond the processes that hold them. */
@NullMarked
package dev.agentpool.node.conversation;

import org.jspecify.annotations.NullMarked;
