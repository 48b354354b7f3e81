/**
 * A simulator of nodes over any ledger, and the checks that it and the ledger's own tests share.
 */
@NullMarked
package dev.agentpool.testkit.simulation;

import org.jspecify.annotations.NullMarked;
