package dev.agentpool.ledger.moves;

import dev.agentpool.live.SessionId;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import java.util.function.LongSupplier;

/**
 * New ids: 16 hexadecimal digits out of the given source of random numbers, which must be safe for
 * the caller's threads.
 */
public final class Ids {
  private final LongSupplier random;

  public Ids(LongSupplier random) {
    this.random = random;
  }

  TaskId task() {
    return new TaskId("task-" + digits());
  }

  /** Of a task that finishes its plan's workspace: lists and counts pass it over. */
  TaskId closing() {
    return new TaskId("close-" + digits());
  }

  PlanId plan() {
    return new PlanId("plan-" + digits());
  }

  QuestionId question() {
    return new QuestionId("question-" + digits());
  }

  SessionId session() {
    return new SessionId("ap_" + digits().substring(4));
  }

  private String digits() {
    return String.format("%016x", random.getAsLong());
  }
}
