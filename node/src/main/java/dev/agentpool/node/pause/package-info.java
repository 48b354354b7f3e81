/** What stands still: a provider or a project of which no task can be run now. */
@NullMarked
package dev.agentpool.node.pause;

import org.jspecify.annotations.NullMarked;
