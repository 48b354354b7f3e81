package dev.agentpool.ledger.memory;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.JournalReadings;
import dev.agentpool.ledger.books.JournalBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal in a list. */
final class MemoryJournal implements JournalBook, JournalReadings {
  private final List<JournalEntry> entries = new ArrayList<>();
  private final MoveTime time;

  MemoryJournal(MoveTime time) {
    this.time = time;
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
    long next = entries.size() + 1L;
    entries.add(new JournalEntry(next, time.now(), pool, kind, subject, fence, from, to, detail));
    return next;
  }

  @Override
  public List<JournalEntry> journal(long after, int limit) {
    int from = (int) Math.min(after, entries.size());
    return List.copyOf(entries.subList(from, Math.min(from + limit, entries.size())));
  }

  @Override
  public long lastSequence() {
    return entries.size();
  }
}
