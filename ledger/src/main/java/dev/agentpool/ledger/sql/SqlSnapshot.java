package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.AccountReadings;
import dev.agentpool.ledger.AttemptReadings;
import dev.agentpool.ledger.FigureReadings;
import dev.agentpool.ledger.JournalReadings;
import dev.agentpool.ledger.NoteReadings;
import dev.agentpool.ledger.PlanReadings;
import dev.agentpool.ledger.PoolReadings;
import dev.agentpool.ledger.QuestionReadings;
import dev.agentpool.ledger.SessionReadings;
import dev.agentpool.ledger.TaskReadings;
import dev.agentpool.ledger.UsageReadings;
import dev.agentpool.ledger.WorkReadings;
import dev.agentpool.ledger.books.Snapshot;
import java.time.Instant;
import java.util.function.Supplier;

/** One state of everything committed, read in SQL. Lives inside one transaction. */
public final class SqlSnapshot implements Snapshot {
  private final Statements sql;
  private final Supplier<Instant> now;

  public SqlSnapshot(Statements sql, Supplier<Instant> now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public PoolReadings pools() {
    return new SqlPoolReadings(sql);
  }

  @Override
  public TaskReadings tasks() {
    return new SqlTaskReadings(sql);
  }

  @Override
  public PlanReadings plans() {
    return new SqlPlanReadings(sql);
  }

  @Override
  public AttemptReadings attempts() {
    return new SqlAttempts(sql);
  }

  @Override
  public AccountReadings accounts() {
    return new SqlAccounts(sql, now);
  }

  @Override
  public NoteReadings notes() {
    return new SqlNotes(sql);
  }

  @Override
  public QuestionReadings questions() {
    return new SqlQuestions(sql);
  }

  @Override
  public SessionReadings sessions() {
    return new SqlSessions(sql);
  }

  @Override
  public JournalReadings journal() {
    return new SqlJournalReadings(sql);
  }

  @Override
  public FigureReadings figures() {
    return new SqlFigures(sql);
  }

  @Override
  public UsageReadings usages() {
    return new SqlUsages(sql);
  }

  @Override
  public WorkReadings works() {
    return new SqlWorkReadings(sql);
  }
}
