/**
 * What can be asked of a pool, one class a feature; every face calls it and decides nothing itself.
 * May use: core, {@code config}, {@code definition}, {@code document}, {@code inside}, {@code
 * node}, {@code plan}, {@code route}, {@code skill}.
 */
@NullMarked
package dev.agentpool.engine;

import org.jspecify.annotations.NullMarked;
