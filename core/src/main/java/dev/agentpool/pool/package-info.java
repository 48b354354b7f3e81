/** Pools and their names. May use: {@code budget}. */
@NullMarked
package dev.agentpool.pool;

import org.jspecify.annotations.NullMarked;
