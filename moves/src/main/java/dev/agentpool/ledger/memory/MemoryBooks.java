package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.ledger.moves.SteadyClock;
import java.time.Instant;

/**
 * The books in collections, for moves and for readings. There is no rolling back: moves check
 * before they write.
 */
final class MemoryBooks implements Books, Snapshot {
  private final MoveTime time;
  private final MemoryTasks tasks = new MemoryTasks();
  private final MemoryPlans plans = new MemoryPlans(tasks);
  private final MemoryAttempts attempts = new MemoryAttempts(tasks);
  private final MemoryPools pools = new MemoryPools(tasks, attempts);
  private final MemoryFigures figures = new MemoryFigures(tasks);
  private final MemoryAdmissions admissions = new MemoryAdmissions();
  private final MemoryNotes notes = new MemoryNotes();
  private final MemoryQuestions questions = new MemoryQuestions();
  private final MemorySessions sessions = new MemorySessions(tasks);
  private final MemoryUsages usages = new MemoryUsages();
  private final MemoryWorks works = new MemoryWorks(tasks, sessions);
  private final MemoryQueue queue;
  private final MemoryJournal journal;
  private final MemoryAccounts accounts;

  MemoryBooks(SteadyClock clock) {
    time = new MoveTime(clock);
    queue = new MemoryQueue(tasks, time);
    journal = new MemoryJournal(time);
    accounts = new MemoryAccounts(pools, clock);
  }

  /** A move begins. */
  void begin() {
    time.begin();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public MemoryPools pools() {
    return pools;
  }

  @Override
  public MemoryTasks tasks() {
    return tasks;
  }

  @Override
  public MemoryPlans dependencies() {
    return plans;
  }

  @Override
  public MemoryPlans plans() {
    return plans;
  }

  @Override
  public MemoryQueue queue() {
    return queue;
  }

  @Override
  public MemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public MemoryAttempts attempts() {
    return attempts;
  }

  @Override
  public MemoryAdmissions admissions() {
    return admissions;
  }

  @Override
  public MemoryNotes notes() {
    return notes;
  }

  @Override
  public MemoryQuestions questions() {
    return questions;
  }

  @Override
  public MemorySessions sessions() {
    return sessions;
  }

  @Override
  public MemoryUsages usages() {
    return usages;
  }

  @Override
  public MemoryJournal journal() {
    return journal;
  }

  @Override
  public MemoryFigures figures() {
    return figures;
  }

  @Override
  public MemoryWorks works() {
    return works;
  }
}
