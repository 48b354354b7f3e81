package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What counting tells of what experts know, and who was asked to look after it. */
public record Curation(
    List<Looked> experts,
    @JsonPropertyDescription("what rules changed by themselves; each can be undone")
        List<String> tidied,
    @JsonPropertyDescription("by which the researcher was asked; null where nobody was")
        Optional<String> mailId,
    @JsonPropertyDescription("what became of that mail; empty where there is none") String told,
    Optional<String> taskId) {
  /** Keeps copies of the lists. */
  public Curation {
    experts = List.copyOf(experts);
    tidied = List.copyOf(tidied);
  }

  /** An expert as curation sees it. */
  public record Looked(
      String name, boolean shared, long stateBytes, int logs, List<String> findings) {}
}
