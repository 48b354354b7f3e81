/** A ledger that forgets everything with its process: for simulations and tests. */
@NullMarked
package dev.agentpool.ledger.memory;

import org.jspecify.annotations.NullMarked;
