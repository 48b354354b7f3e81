/** What a node is made of. May use: core, {@code config}, and what a node has at hand. */
@NullMarked
package dev.agentpool.node.parts;

import org.jspecify.annotations.NullMarked;
