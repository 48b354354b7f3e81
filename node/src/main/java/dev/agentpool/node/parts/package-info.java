/** What a node is made of. */
@NullMarked
package dev.agentpool.node.parts;

import org.jspecify.annotations.NullMarked;
