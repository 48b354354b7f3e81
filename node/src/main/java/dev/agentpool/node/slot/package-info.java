/** The slots of a pool: who takes which task, how their agents fare, what stands still. */
@NullMarked
package dev.agentpool.node.slot;

import org.jspecify.annotations.NullMarked;
