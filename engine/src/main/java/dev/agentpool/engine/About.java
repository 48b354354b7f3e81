package dev.agentpool.engine;

import dev.agentpool.usage.ProviderIds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of how a live session was asked for, beside what its turns need.
 *
 * @param provider as settings call it
 * @param effort and the others: null when the caller left it open
 */
public record About(
    String provider,
    @Nullable String model,
    @Nullable String effort,
    @Nullable String account,
    @Nullable String serviceTier,
    String role,
    String isolation,
    List<String> allowedFiles,
    Map<String, Object> metadata) {
  private static final JsonMapper JSON = new JsonMapper();

  static About of(Spawn asked) {
    return new About(
        ProviderIds.provider(asked.provider()),
        asked.model().orElse(null),
        asked.reasoningEffort().orElse(null),
        asked.account().orElse(null),
        asked.serviceTier().orElse(null),
        asked.role(),
        asked.isolation(),
        asked.allowedFiles(),
        asked.metadata());
  }

  String write() {
    return JSON.writeValueAsString(this);
  }

  static About read(String text) {
    return JSON.readValue(text, About.class);
  }
}
