package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** Caps of pools that a person raised for a day: what they are when that day is over. */
final class RaisedForToday {
  /** Space of the notes that say for which day a cap of the pool is raised; one a unit. */
  static final String SPACE = "raised";

  private RaisedForToday() {}

  /** Where the notes lie. */
  @FunctionalInterface
  interface Notes {
    Optional<Note> note(PoolId pool, String space, String key);
  }

  static String key(Unit unit) {
    return unit == Unit.DOLLARS ? SPACE : SPACE + "-" + unit.wireName();
  }

  /**
   * The pool's own account with its caps of that day.
   *
   * @param account as it is stored
   */
  static Account asOf(LocalDate day, PoolRecord pool, Account account, Notes notes) {
    Account now = account;
    for (Unit unit : Unit.values()) {
      if (isOver(day, pool, account, unit, notes)) {
        now = now.withCap(unit, pool.caps().whole().of(unit));
      }
    }
    return now;
  }

  /** Whether the cap that is stored was one for a day that is over. */
  static boolean isOver(LocalDate day, PoolRecord pool, Account account, Unit unit, Notes notes) {
    return !Objects.equals(account.of(unit).cap(), pool.caps().whole().of(unit))
        && notes
            .note(pool.id(), SPACE, key(unit))
            .filter(note -> note.value().equals(day.toString()))
            .isEmpty();
  }
}
