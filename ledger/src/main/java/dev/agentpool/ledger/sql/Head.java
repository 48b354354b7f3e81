package dev.agentpool.ledger.sql;

import java.time.Instant;

/**
 * How far the ledger has come. Its row is the lock of every move: gap-free numbers make moves
 * serial anyway.
 *
 * @param sequence of the last journal entry, 0 before the first
 * @param at the time of the last entry
 * @param tasks how many tasks were ever admitted
 */
public record Head(long sequence, Instant at, long tasks) {
  public static final String SELECT = "SELECT seq, at, task FROM head WHERE one = 1";

  /**
   * Reads the head; {@code locking} is what the dialect adds to hold the row until the transaction
   * ends.
   */
  public static Head read(Statements statements, String locking) {
    return statements
        .first(
            SELECT + locking,
            row -> new Head(row.getLong("seq"), Columns.time(row, "at"), row.getLong("task")))
        .orElseThrow(() -> new IllegalStateException("the ledger has no head row"));
  }

  /** Writes it, once for all moves of a transaction. */
  public void write(Statements statements) {
    statements.update(
        "UPDATE head SET seq = ?, at = ?, task = ? WHERE one = 1",
        sequence,
        Columns.micros(at),
        tasks);
  }
}
