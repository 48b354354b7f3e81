package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for a contract. */
public record ContractRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the contract's id") String contractId,
    @JsonPropertyDescription("as it was in this version; the newest where it is absent")
        @Bounds(least = 1, most = Integer.MAX_VALUE)
        Optional<Integer> version) {
  /** Refuses what is out of bounds. */
  public ContractRequest {
    version
        .filter(number -> number < 1)
        .ifPresent(number -> {
          throw new IllegalArgumentException("'version' must be 1 or more, not " + number);
        });
  }
}
