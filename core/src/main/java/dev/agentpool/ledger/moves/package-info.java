/**
 * The moves of the ledger, written once over the small storage port {@link
 * dev.agentpool.ledger.moves.Books}. May use: {@code ledger}, {@code task}, {@code budget}, {@code
 * journal}, {@code pool}, {@code settings}.
 */
@NullMarked
package dev.agentpool.ledger.moves;

import org.jspecify.annotations.NullMarked;
