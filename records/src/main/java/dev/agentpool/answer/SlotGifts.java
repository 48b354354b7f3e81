package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What the agents of some slots get beside their prompt. */
public record SlotGifts(
    @JsonPropertyDescription("those with the same settings") List<String> slots,
    List<String> mcpServers,
    List<String> plugins,
    @JsonPropertyDescription("whose settings files are read, with their hooks and helpers")
        List<String> settings,
    @JsonPropertyDescription("instructions, skills and agents that are handed over")
        List<String> texts,
    @JsonPropertyDescription("names of the variables") List<String> environment,
    @JsonPropertyDescription("what is there and not given, and what to do about it")
        List<String> withheld,
    @JsonPropertyDescription("what stands around their sessions, and why") String walls) {
  /** Keeps copies of the lists. */
  public SlotGifts {
    slots = List.copyOf(slots);
    mcpServers = List.copyOf(mcpServers);
    plugins = List.copyOf(plugins);
    settings = List.copyOf(settings);
    texts = List.copyOf(texts);
    environment = List.copyOf(environment);
    withheld = List.copyOf(withheld);
  }
}
