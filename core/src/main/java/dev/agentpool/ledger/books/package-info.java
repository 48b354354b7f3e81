/**
 * The storage port of the ledger: what the moves and readings ask of a database, by the thing that
 * is kept.
 */
@NullMarked
package dev.agentpool.ledger.books;

import org.jspecify.annotations.NullMarked;
