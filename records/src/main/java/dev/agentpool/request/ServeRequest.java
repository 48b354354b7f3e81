package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Opens a TCP port for one project. */
public record ServeRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "each of at least 16 characters; one of them is needed for every request")
        List<String> tokens,
    @JsonPropertyDescription("0, as when it is left out, for any that is free")
        @Bounds(least = 0, most = 65_535)
        Optional<Integer> port,
    @JsonPropertyDescription("127.0.0.1 when it is left out") Optional<String> bind,
    @JsonPropertyDescription("whether bind may be reached from other machines") boolean allowRemote,
    @JsonPropertyDescription("requests at a time; 0 for no limit")
        @Bounds(least = 0, most = 1_000_000)
        Optional<Integer> maxConcurrent,
    @JsonPropertyDescription("of web pages that may call") List<String> origins,
    @JsonPropertyDescription("more names this server may be called by") List<String> hosts) {
  /** Refuses what is out of bounds. */
  public ServeRequest {
    check("port", port, 65_535);
    check("max_concurrent", maxConcurrent, 1_000_000);
  }

  private static void check(String member, Optional<Integer> number, int most) {
    if (number.isPresent() && (number.get() < 0 || number.get() > most)) {
      throw new IllegalArgumentException(
          "'" + member + "' must be a whole number of 0 to " + most + ", not " + number.get());
    }
  }
}
