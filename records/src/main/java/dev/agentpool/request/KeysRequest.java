package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Presses keys in a live session's terminal. */
public record KeysRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in ap_0123456789ab")
        String sessionId,
    @JsonProperty(required = true) @JsonPropertyDescription("as tmux names them: Enter, C-c, Up")
        List<String> keys) {
  /** Refuses none, and too many. */
  public KeysRequest {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > 100) {
      throw new IllegalArgumentException("'keys' must have 1 to 100 keys, not " + keys.size());
    }
  }
}
