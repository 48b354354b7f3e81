package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Has events sent to an address. */
public record WebhookRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "http or https, on the public internet unless the user opened its origin")
        String url,
    @JsonPropertyDescription("none for all") List<String> events,
    @JsonPropertyDescription("16 to 256 characters; one is made when there is none")
        Optional<String> secret) {
  /** Keeps a copy of the list. */
  public WebhookRequest {
    events = List.copyOf(events);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "WebhookRequest[" + url + ", " + events + "]";
  }
}
