package dev.agentpool.ledger;

import dev.agentpool.live.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What attempts came to in a time, by the moment at which they ended. */
public interface WorkReadings {
  /**
   * In no order. What lies between the quarters in which the time begins and ends is read out of
   * sums that are kept.
   */
  List<Worked> worked(WorkFilter filter);

  /** The same of some sessions' turns. */
  List<Worked> worked(WorkFilter.OfSessions filter);

  /** How often a turn of each was cancelled while it lived; a session without any is absent. */
  Map<SessionId, Integer> interruptions(Set<SessionId> sessions);
}
