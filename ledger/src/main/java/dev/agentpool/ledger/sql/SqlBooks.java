package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.AccountBook;
import dev.agentpool.ledger.books.AdmissionBook;
import dev.agentpool.ledger.books.AttemptBook;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.DependencyBook;
import dev.agentpool.ledger.books.JournalBook;
import dev.agentpool.ledger.books.NoteBook;
import dev.agentpool.ledger.books.PoolBook;
import dev.agentpool.ledger.books.QuestionBook;
import dev.agentpool.ledger.books.QueueBook;
import dev.agentpool.ledger.books.SessionBook;
import dev.agentpool.ledger.books.TaskBook;
import dev.agentpool.ledger.books.UsageBook;
import dev.agentpool.ledger.books.WorkBook;
import java.time.Instant;

/**
 * The books in SQL that SQLite and PostgreSQL both understand, for one move. Some of what it writes
 * is gathered until it is known that the move stands.
 */
final class SqlBooks implements Books {
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
  private final SqlQuestions questions;
  private final SqlSessions sessions;
  private final SqlUsages usages;
  private final WorkSums sums = new WorkSums();
  private final SqlWorkBook works;
  private final SqlJournal journal;

  /**
   * @param head as it is after the moves before this one
   * @param before what these changed
   */
  SqlBooks(Statements sql, Head head, Instant now, TaskCounts before) {
    this.now = now;
    counts = new TaskCounts();
    figures = new TaskFigures(sql);
    pools = new SqlPools(sql, before, counts);
    tasks = new SqlTasks(sql, counts, figures, head.tasks());
    dependencies = new SqlDependencies(sql);
    queue = new SqlQueue(sql, now);
    accounts = new SqlAccounts(sql, () -> now);
    attempts = new SqlAttempts(sql);
    admissions = new SqlAdmissions(sql);
    notes = new SqlNotes(sql);
    questions = new SqlQuestions(sql);
    sessions = new SqlSessions(sql);
    usages = new SqlUsages(sql);
    works = new SqlWorkBook(sql, sums);
    journal = new SqlJournal(sql, head, now);
  }

  /** Writes the journal, and adds what else was gathered; returns how far the ledger has come. */
  Head finish(TaskCounts allCounts, FigureSums allFigures, WorkSums allSums) {
    allCounts.add(counts);
    allSums.add(sums);
    figures.addTo(allFigures);
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
  public QuestionBook questions() {
    return questions;
  }

  @Override
  public SessionBook sessions() {
    return sessions;
  }

  @Override
  public UsageBook usages() {
    return usages;
  }

  @Override
  public WorkBook works() {
    return works;
  }

  @Override
  public JournalBook journal() {
    return journal;
  }
}
