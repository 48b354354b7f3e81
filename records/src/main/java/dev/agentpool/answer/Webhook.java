package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A target that is told of events (docs/webhooks.md). */
public record Webhook(
    String id,
    String url,
    List<String> events,
    Instant createdAt,
    @JsonPropertyDescription("why nothing is sent any more") Optional<String> disabled) {
  /** Keeps a copy of the list. */
  public Webhook {
    events = List.copyOf(events);
  }
}
