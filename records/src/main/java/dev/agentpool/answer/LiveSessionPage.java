package dev.agentpool.answer;

import java.util.List;
import java.util.Optional;

/** A page of live sessions, newest first (spec control-plane 11.9). */
public record LiveSessionPage(List<LiveSessionInfo> sessions, Pagination pagination, Scope scope) {
  public LiveSessionPage {
    sessions = List.copyOf(sessions);
  }

  /** Which page of how many. */
  public record Pagination(
      int limit,
      int offset,
      int count,
      long total,
      boolean hasMore,
      Optional<Integer> nextOffset) {}

  /** Whose sessions these are. */
  public record Scope(Optional<String> coordinatorId, boolean currentCoordinatorOnly) {}
}
