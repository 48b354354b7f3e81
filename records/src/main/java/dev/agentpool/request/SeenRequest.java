package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Says that somebody has looked at tasks that have ended. */
public record SeenRequest(
    @JsonPropertyDescription("tasks that have ended") List<String> ids,
    @JsonPropertyDescription("all of the pool that is named, or of all pools; then without ids")
        boolean all) {
  private static final int MOST = 1_000;

  /** Refuses neither and both. */
  public SeenRequest {
    ids = List.copyOf(ids);
    if (ids.isEmpty() != all) {
      throw new IllegalArgumentException("name tasks in 'ids', or say 'all': one of the two");
    }
    if (ids.size() > MOST) {
      throw new IllegalArgumentException("'ids' has at most " + MOST + " tasks");
    }
  }
}
