/**
 * What can be asked of agentpool: an operation is one row, out of which each face makes its own.
 * Rows stand by feature; {@code Operations} has them all.
 */
@NullMarked
package dev.agentpool.operation;

import org.jspecify.annotations.NullMarked;
