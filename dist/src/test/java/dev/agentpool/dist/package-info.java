/** Tests of the house as a whole. May use: everything. */
@NullMarked
package dev.agentpool.dist;

import org.jspecify.annotations.NullMarked;
