package dev.agentpool.ledger.sql;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.JournalReadings;
import java.util.List;

/** Readings of the journal in SQL. */
final class SqlJournalReadings implements JournalReadings {
  private final Statements sql;

  SqlJournalReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public List<JournalEntry> journal(long after, int limit) {
    return sql.list(
        "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", Rows::entry, after, limit);
  }

  @Override
  public long lastSequence() {
    return Head.read(sql, "").sequence();
  }
}
