/** The table of who may do what, and the gate that all faces ask. */
@NullMarked
package dev.agentpool.inside.right;

import org.jspecify.annotations.NullMarked;
