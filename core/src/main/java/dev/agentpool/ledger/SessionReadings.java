package dev.agentpool.ledger;

import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the ledger tells of live sessions. */
public interface SessionReadings {
  Optional<LiveSession> session(SessionId id);

  /** Newest first. */
  List<LiveSession> sessions(SessionFilter filter);

  /** Those that were opened in a time, newest first. */
  List<LiveSession> sessions(SessionTimes times);

  /** How many there are, whatever the filter's limit and offset. */
  long count(SessionFilter filter);

  /** When the first of those that live is to be ended; empty when none is. */
  Optional<Instant> nextSessionEnd();

  /** The turns of these sessions that have not ended, in their order. */
  List<TaskRecord> openTurns(Set<SessionId> sessions);
}
