package dev.agentpool.ledger.books;

import java.time.Instant;

/**
 * The ledger's storage inside one transaction, as the moves see it, a book for each thing that is
 * kept: typed reads and writes that decide nothing. One move at a time has the books; what it wrote
 * it reads back. Not thread-safe.
 */
public interface Books {
  /** The time of this move; the same throughout it. */
  Instant now();

  PoolBook pools();

  TaskBook tasks();

  DependencyBook dependencies();

  QueueBook queue();

  AccountBook accounts();

  AttemptBook attempts();

  AdmissionBook admissions();

  NoteBook notes();

  QuestionBook questions();

  SessionBook sessions();

  UsageBook usages();

  WorkBook works();

  JournalBook journal();
}
