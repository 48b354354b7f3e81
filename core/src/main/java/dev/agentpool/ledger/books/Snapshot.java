package dev.agentpool.ledger.books;

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

/**
 * One state of everything committed, by what is told. Lives inside one reading; not thread-safe.
 */
public interface Snapshot {
  PoolReadings pools();

  TaskReadings tasks();

  PlanReadings plans();

  AttemptReadings attempts();

  AccountReadings accounts();

  NoteReadings notes();

  QuestionReadings questions();

  SessionReadings sessions();

  JournalReadings journal();

  FigureReadings figures();

  UsageReadings usages();

  WorkReadings works();
}
