/** Where the tasks of a slot work: workspaces of their own, and those that a plan shares. */
@NullMarked
package dev.agentpool.node.place;

import org.jspecify.annotations.NullMarked;
