/** Pools and their names. May use: {@code budget}, {@code settings}. */
@NullMarked
package dev.agentpool.pool;

import org.jspecify.annotations.NullMarked;
