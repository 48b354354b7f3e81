/** Tests of the house as a whole. */
@NullMarked
package dev.agentpool.dist;

import org.jspecify.annotations.NullMarked;
