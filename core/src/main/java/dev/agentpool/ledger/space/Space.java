package dev.agentpool.ledger.space;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;

/**
 * A kind of small things that a pool keeps.
 *
 * @param name of the space of notes; stored, and told as {@code space} in the journal
 */
public record Space<T>(String name, Codec<T> codec, NoteBound bound) {
  /** Those that a ledger has. */
  public Notes<T> in(Ledger ledger) {
    return new Notes<>(this, ledger);
  }
}
