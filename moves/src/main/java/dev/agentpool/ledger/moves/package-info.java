/**
 * The ledger: its moves, written once over the storage port, and the one class that is a ledger.
 */
@NullMarked
package dev.agentpool.ledger.moves;

import org.jspecify.annotations.NullMarked;
