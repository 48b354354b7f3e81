package dev.agentpool.engine;

import dev.agentpool.ledger.Reply;
import dev.agentpool.task.TaskId;
import java.util.List;

/** What became of one of several submissions. */
public sealed interface Submitted {
  record In(List<TaskId> tasks) implements Submitted {}

  record Not(Refused why) implements Submitted {}

  static Submitted of(Reply<List<TaskId>> reply) {
    return switch (reply) {
      case Reply.Done<List<TaskId>>(List<TaskId> tasks) -> new In(tasks);
      case Reply.Refused<List<TaskId>> refused -> new Not(Refused.of(refused.refusal()));
    };
  }

  /** The tasks, or the refusal thrown. */
  default List<TaskId> orThrow() {
    return switch (this) {
      case In(List<TaskId> tasks) -> tasks;
      case Not(Refused why) -> throw why;
    };
  }
}
