/** Pools and their names. */
@NullMarked
package dev.agentpool.pool;

import org.jspecify.annotations.NullMarked;
