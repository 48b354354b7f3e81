/**
 * The ledger: its moves, written once over the storage port, and the one class that is a ledger.
 * May use: {@code ledger}, {@code ledger.books}, {@code task}, {@code budget}, {@code journal},
 * {@code pool}, {@code settings}.
 */
@NullMarked
package dev.agentpool.ledger.moves;

import org.jspecify.annotations.NullMarked;
