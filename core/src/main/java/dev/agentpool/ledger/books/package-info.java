/**
 * The storage port of the ledger: what the moves and readings ask of a database, by the thing that
 * is kept. May use: {@code ledger}, {@code task}, {@code budget}, {@code journal}, {@code pool}.
 */
@NullMarked
package dev.agentpool.ledger.books;

import org.jspecify.annotations.NullMarked;
