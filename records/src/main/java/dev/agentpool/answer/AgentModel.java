package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model that an agent CLI can be told to use (spec control-plane 5). */
public record AgentModel(
    String id,
    String displayName,
    @JsonPropertyDescription("who says so: config is the list that comes with agentpool")
        String source,
    String confidence,
    List<String> aliases,
    Map<String, Object> metadata) {
  /** Keeps copies. */
  public AgentModel {
    aliases = List.copyOf(aliases);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
