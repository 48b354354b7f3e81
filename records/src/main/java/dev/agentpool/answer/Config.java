package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** A pool's settings, where each comes from, and what agents get. */
public record Config(
    List<Setting> settings,
    @JsonPropertyDescription("what agents get beside their prompt") List<SlotGifts> gifts,
    @JsonPropertyDescription("what the project's own files run") List<String> commands,
    @JsonPropertyDescription("whether that is trusted as it is now") boolean commandsTrusted) {
  /** Keeps copies of the lists. */
  public Config {
    settings = List.copyOf(settings);
    gifts = List.copyOf(gifts);
    commands = List.copyOf(commands);
  }
}
