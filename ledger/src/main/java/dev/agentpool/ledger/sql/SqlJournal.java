package dev.agentpool.ledger.sql;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.books.JournalBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of the journal in SQL: entries are gathered and written by {@link #finish}. */
final class SqlJournal implements JournalBook {
  private final Statements sql;
  private final Head before;
  private final Instant now;
  private final List<@Nullable Object[]> entries = new ArrayList<>();

  SqlJournal(Statements sql, Head before, Instant now) {
    this.sql = sql;
    this.before = before;
    this.now = now;
  }

  @Override
  public long append(
      JournalKind kind,
      PoolId pool,
      Subject subject,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail) {
    long seq = before.sequence() + entries.size() + 1;
    entries.add(
        new @Nullable Object[] {
          seq,
          Columns.micros(now),
          pool.value(),
          kind.wireName(),
          Columns.task(subject),
          fence,
          from == null ? null : from.wireName(),
          to == null ? null : to.wireName(),
          Columns.storable(detail),
          Columns.space(subject),
          Columns.key(subject),
          Columns.question(subject),
          Columns.session(subject)
        });
    return seq;
  }

  /**
   * Returns how far the ledger has come then; the storage writes that.
   *
   * @param tasks how many were ever admitted
   */
  Head finish(long tasks) {
    if (entries.isEmpty()) {
      return before;
    }
    sql.updateAll(
        "INSERT INTO journal (seq, at, pool, kind, task, fence, from_state, to_state, detail,"
            + " space, key, question, session)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries);
    return new Head(before.sequence() + entries.size(), Columns.time(Columns.micros(now)), tasks);
  }
}
