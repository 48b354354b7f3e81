package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.AccountBook;
import dev.agentpool.ledger.books.AdmissionBook;
import dev.agentpool.ledger.books.AttemptBook;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.DependencyBook;
import dev.agentpool.ledger.books.JournalBook;
import dev.agentpool.ledger.books.NoteBook;
import dev.agentpool.ledger.books.PoolBook;
import dev.agentpool.ledger.books.QueueBook;
import dev.agentpool.ledger.books.TaskBook;
import java.time.Instant;

/**
 * The books in SQL that SQLite and PostgreSQL both understand. Some of what a move writes is
 * gathered and written by {@link #finish}, which the storage calls before it commits.
 */
public final class SqlBooks implements Books {
  private final Instant now;
  private final TaskCounts counts;
  private final TaskFigures figures;
  private final SqlPools pools;
  private final SqlTasks tasks;
  private final SqlDependencies dependencies;
  private final SqlQueue queue;
  private final SqlAccounts accounts;
  private final SqlAttempts attempts;
  private final SqlAdmissions admissions;
  private final SqlNotes notes;
  private final SqlJournal journal;

  /**
   * @param head as read, and locked, in this transaction
   */
  public SqlBooks(Statements sql, Head head, Instant now) {
    this.now = now;
    counts = new TaskCounts(sql);
    figures = new TaskFigures(sql);
    pools = new SqlPools(sql, counts);
    tasks = new SqlTasks(sql, counts, figures, head.tasks());
    dependencies = new SqlDependencies(sql);
    queue = new SqlQueue(sql, now);
    accounts = new SqlAccounts(sql, () -> now);
    attempts = new SqlAttempts(sql);
    admissions = new SqlAdmissions(sql);
    notes = new SqlNotes(sql);
    journal = new SqlJournal(sql, head, now);
  }

  /** Writes what was gathered; returns the sequence number of the last entry. */
  public long finish() {
    counts.finish();
    figures.finish();
    return journal.finish(tasks.admitted());
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public PoolBook pools() {
    return pools;
  }

  @Override
  public TaskBook tasks() {
    return tasks;
  }

  @Override
  public DependencyBook dependencies() {
    return dependencies;
  }

  @Override
  public QueueBook queue() {
    return queue;
  }

  @Override
  public AccountBook accounts() {
    return accounts;
  }

  @Override
  public AttemptBook attempts() {
    return attempts;
  }

  @Override
  public AdmissionBook admissions() {
    return admissions;
  }

  @Override
  public NoteBook notes() {
    return notes;
  }

  @Override
  public JournalBook journal() {
    return journal;
  }
}
