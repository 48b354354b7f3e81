/**
 * A ledger that forgets everything with its process: for simulations and tests. May use: {@code
 * ledger}, {@code ledger.books}, {@code ledger.moves}.
 */
@NullMarked
package dev.agentpool.ledger.memory;

import org.jspecify.annotations.NullMarked;
