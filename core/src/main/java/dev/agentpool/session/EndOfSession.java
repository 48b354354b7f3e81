package dev.agentpool.session;

import java.util.List;

/**
 * How a session's process ended.
 *
 * @param how the last rung of the kill ladder that was needed, for people
 * @param survivors pids that survived everything; none unless the machine refuses to end them
 */
public record EndOfSession(String how, List<Long> survivors) {
  public EndOfSession {
    survivors = List.copyOf(survivors);
  }
}
