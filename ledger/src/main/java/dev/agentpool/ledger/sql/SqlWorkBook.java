package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Uses;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Worked;
import dev.agentpool.ledger.books.WorkBook;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Notes beside an attempt what it brought, and counts it where it ended. */
final class SqlWorkBook implements WorkBook {
  private final Statements sql;
  private final WorkSums sums;

  SqlWorkBook(Statements sql, WorkSums sums) {
    this.sql = sql;
    this.sums = sums;
  }

  @Override
  public void add(AttemptRecord attempt, Brought brought) {
    TokenUsage tokens = brought.tokens();
    sql.update(
        "UPDATE attempt SET brought = 1, provider = ?, used = ?, elapsed = ?, tokens_input = ?,"
            + " tokens_output = ?, tokens_cache_read = ?, tokens_cache_creation = ? WHERE task = ?"
            + " AND fence = ?",
        brought.provider().isEmpty() ? null : Columns.storable(brought.provider()),
        Columns.storableOrNull(brought.model()),
        brought.elapsed().toMillis(),
        tokens.input(),
        tokens.output(),
        tokens.cacheRead(),
        tokens.cacheCreation(),
        attempt.key().task().value(),
        attempt.key().fence());
    sums.count(share(attempt, brought), 1);
  }

  @Override
  public void takeBack(AttemptRecord attempt) {
    sql.first(
            "SELECT * FROM attempt WHERE task = ? AND fence = ? AND brought = 1",
            row ->
                new Brought(
                    TaskFigures.orEmpty(row.getString("provider")),
                    row.getString("used"),
                    new TokenUsage(
                        row.getLong("tokens_input"),
                        row.getLong("tokens_output"),
                        row.getLong("tokens_cache_read"),
                        row.getLong("tokens_cache_creation")),
                    Duration.ofMillis(row.getLong("elapsed"))),
            attempt.key().task().value(),
            attempt.key().fence())
        .ifPresent(was -> sums.count(share(attempt, was), -1));
    sql.update(
        "UPDATE attempt SET brought = 0 WHERE task = ? AND fence = ?",
        attempt.key().task().value(),
        attempt.key().fence());
  }

  private static WorkSums.Share share(AttemptRecord attempt, Brought brought) {
    Uses uses = Objects.requireNonNull(attempt.uses());
    Cost cost = uses.cost();
    TokenUsage tokens = brought.tokens();
    boolean completed = attempt.outcome() != null && attempt.outcome().success();
    return new WorkSums.Share(
        new WorkSums.Key(
            quarter(Objects.requireNonNull(attempt.endedAt())),
            attempt.pool().value(),
            Columns.storable(brought.provider()),
            Columns.storable(TaskFigures.orEmpty(brought.model()))),
        new long[] {
          1,
          completed ? 1 : 0,
          uses.tokens().known() ? 0 : 1,
          uses.tokens().certain().count(),
          tokens.input(),
          tokens.output(),
          tokens.cacheRead(),
          tokens.cacheCreation(),
          cost.atLeast().micros(),
          cost.atMost().orElse(cost.atLeast()).micros(),
          cost.isKnown() ? 0 : 1,
          uses.turns().certain().count(),
          brought.elapsed().toMillis()
        });
  }

  static long quarter(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), Worked.QUARTER.toSeconds());
  }
}
