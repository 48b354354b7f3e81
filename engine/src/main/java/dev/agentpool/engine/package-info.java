/**
 * What can be asked of a pool, one class a feature; every face calls it and decides nothing itself.
 */
@NullMarked
package dev.agentpool.engine;

import org.jspecify.annotations.NullMarked;
