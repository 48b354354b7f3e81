/**
 * Experts: where in a pool's folder their things lie, how their names are checked, how a pool is
 * found and what its {@code pool.toml} says in the dialect of expert pools.
 */
@NullMarked
package dev.agentpool.expert;

import org.jspecify.annotations.NullMarked;
