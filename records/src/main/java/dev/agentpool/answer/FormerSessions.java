package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;

/** Sessions of a former control plane, as they were taken over. */
public record FormerSessions(
    @JsonPropertyDescription("newest first") List<Session> sessions,
    int total,
    @JsonPropertyDescription("how many rows of each table are kept") Map<String, Long> rows) {
  public FormerSessions {
    sessions = List.copyOf(sessions);
    rows = Map.copyOf(rows);
  }

  /** One of them; a text that it did not have is empty. */
  public record Session(
      String id,
      String providerId,
      String model,
      String role,
      String task,
      String repoPath,
      String state,
      String createdAt,
      String endedAt) {}
}
