package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Names providers that are to start nothing, or may again. */
public record HoldRequest(
    @JsonPropertyDescription(
            "as the setting provider names it; without it, and without all: those that stand still,"
                + " or are held")
        Optional<String> provider,
    @JsonPropertyDescription("all there are, and will be") boolean all,
    @JsonPropertyDescription("who says so, for people; at most 100 characters")
        Optional<String> by) {
  private static final int LONGEST_NAME = 100;

  /** Refuses what is out of bounds. */
  public HoldRequest {
    by.filter(name -> name.length() > LONGEST_NAME || name.isBlank())
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "by must be 1 to " + LONGEST_NAME + " characters that are not blank");
        });
    if (all && provider.isPresent()) {
      throw new IllegalArgumentException("give 'provider' or 'all', not both");
    }
  }
}
