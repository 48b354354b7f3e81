package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A webhook that was just made, with what nobody is told again. */
public record NewWebhook(
    String id,
    String url,
    List<String> events,
    Instant createdAt,
    @JsonPropertyDescription("why nothing is sent any more") Optional<String> disabled,
    @JsonPropertyDescription("signs every delivery; shown this once") String secret) {
  /** Keeps a copy of the list. */
  public NewWebhook {
    events = List.copyOf(events);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return id + " to " + url;
  }
}
