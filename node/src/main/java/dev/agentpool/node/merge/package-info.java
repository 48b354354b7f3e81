/** Which tasks and plans of a pool were merged into its project. */
@NullMarked
package dev.agentpool.node.merge;

import org.jspecify.annotations.NullMarked;
