package dev.agentpool.metrics;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads the journal and counts what cannot be seen in the state of things. For one thread. */
final class MeterReader {
  private static final int PAGE = 500;
  private static final int MOST_WAITING = 100_000;
  private final Ledger ledger;
  private final Supplier<Figures> figures;
  private final Map<TaskId, Instant> readySince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Instant> eldest) {
          return size() > MOST_WAITING; // its wait is then told from its submission
        }
      };
  private long cursor;

  /**
   * @param figures asked for when there is the first thing to count
   */
  MeterReader(Ledger ledger, Supplier<Figures> figures) {
    this.ledger = ledger;
    this.figures = figures;
    this.cursor = ledger.lastSequence();
  }

  void catchUp() {
    List<JournalEntry> page;
    do {
      page = ledger.journal(cursor, PAGE);
      for (JournalEntry entry : page) {
        cursor = entry.seq();
        entry.task().ifPresent(task -> count(entry, task));
      }
    } while (page.size() == PAGE);
  }

  private void count(JournalEntry entry, TaskId task) {
    if (entry.kind() == JournalKind.CLAIMED) {
      Instant ready = readySince.remove(task);
      if (ready == null) {
        ready = ledger.task(task).map(TaskRecord::createdAt).orElse(entry.at());
      }
      figures.get().waited(entry.pool(), between(ready, entry.at()));
    } else if (endsAttempt(entry.kind())) {
      attempt(entry, task);
    }
    if (entry.to() == TaskState.PENDING) {
      readySince.put(task, entry.at());
    } else if (entry.to() != null) {
      readySince.remove(task);
    }
  }

  private static boolean endsAttempt(JournalKind kind) {
    return kind == JournalKind.SETTLED
        || kind == JournalKind.PUT_BACK
        || kind == JournalKind.LATE_RESULT;
  }

  private void attempt(JournalEntry entry, TaskId task) {
    List<AttemptRecord> attempts = ledger.attempts(task);
    for (AttemptRecord attempt : attempts) {
      if (attempt.key().fence() == entry.fence() && attempt.outcome() != null) {
        Instant end = attempt.endedAt() == null ? entry.at() : attempt.endedAt();
        figures
            .get()
            .attempt(
                entry.pool(),
                attempt.outcome().code().name().toLowerCase(Locale.ROOT),
                between(attempt.startedAt(), end));
      }
    }
    boolean isLast =
        attempts.stream()
            .noneMatch(later -> later.settled() && later.key().fence() > entry.fence());
    if (isLast) { // the task keeps the result of the attempt that settled last
      ledger
          .task(task)
          .map(TaskRecord::result)
          .filter(Objects::nonNull)
          .ifPresent(
              result -> figures.get().tokens(entry.pool(), result.report().spent().tokens()));
    }
  }

  private static Duration between(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
