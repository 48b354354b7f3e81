package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Ends a live session. */
public record TerminateRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as in ap_0123456789ab")
        String sessionId,
    @JsonPropertyDescription("for people; at most 1000 characters") Optional<String> reason,
    @JsonPropertyDescription("say what it would do, and do nothing") boolean dryRun) {
  private static final int LONGEST = 1_000;

  /** Refuses what is too long. */
  public TerminateRequest {
    if (reason.orElse("").length() > LONGEST) {
      throw new IllegalArgumentException("'reason' has at most " + LONGEST + " characters");
    }
  }
}
