package dev.agentpool.lease;

import dev.agentpool.live.SessionId;
import dev.agentpool.task.TaskId;

/** Whose a lease is: it ends with them. */
public sealed interface LeaseHolder {
  /** For people and programs: a task's id, or a live session's. */
  String id();

  record OfTask(TaskId task) implements LeaseHolder {
    @Override
    public String id() {
      return task.value();
    }
  }

  /** All turns of the session have it. */
  record OfSession(SessionId session) implements LeaseHolder {
    @Override
    public String id() {
      return session.value();
    }
  }

  /** Throws {@link IllegalArgumentException} for what is no id of either. */
  static LeaseHolder of(String id) {
    return SessionId.find(id)
        .<LeaseHolder>map(OfSession::new)
        .orElseGet(() -> new OfTask(new TaskId(id)));
  }
}
