package dev.agentpool.ledger.books;

import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The live sessions of all pools, and those that have ended. */
public interface SessionBook {
  Optional<LiveSession> find(SessionId id);

  /** That which began with this task. */
  Optional<LiveSession> begunBy(TaskId first);

  /**
   * How many live.
   *
   * @param coordinator null for everybody's
   */
  long living(@Nullable String coordinator);

  /** Those that live and are to be ended by now. */
  List<LiveSession> due(Instant now);

  /** The turns that have not ended, in their order. */
  List<TaskRecord> openTurns(SessionId session);

  /**
   * @param n by which it is in its place: higher than those before
   */
  void add(LiveSession session, long n);

  void put(LiveSession session);
}
