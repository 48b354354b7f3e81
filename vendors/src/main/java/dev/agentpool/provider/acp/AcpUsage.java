package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.task.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tokens that a message tells of. */
final class AcpUsage {
  private AcpUsage() {}

  /**
   * Of an answer, or an update.
   *
   * @param cachedWithin whether what was read from a cache is among the input
   */
  static TokenUsage of(JsonNode told, boolean cachedWithin) {
    JsonNode usage = told.path("usage");
    JsonNode more = told.path("_meta");
    if (!usage.isObject()) {
      usage = more.path("usage");
    }
    if (!usage.isObject()) {
      JsonNode quota = more.path("quota").path("token_count"); // as Gemini CLI says it
      return new TokenUsage(number(quota, "input_tokens"), number(quota, "output_tokens"), 0, 0);
    }
    long cached = number(usage, "cachedReadTokens");
    long input = number(usage, "inputTokens");
    return new TokenUsage(
        cachedWithin ? Math.max(0, input - cached) : input,
        number(usage, "outputTokens"),
        cached,
        number(usage, "cachedWriteTokens"));
  }

  /**
   * Which model took most of it, where the answer says so for each (as Gemini CLI does); else null.
   */
  static @Nullable String model(JsonNode result) {
    String most = null;
    long least = -1;
    for (JsonNode used : result.path("_meta").path("quota").path("model_usage")) {
      String name = Json.text(used, "model", "");
      long tokens = number(used.path("token_count"), "input_tokens");
      if (!name.isEmpty() && !name.equals("auto") && tokens > least) {
        least = tokens;
        most = name;
      }
    }
    return most;
  }

  private static long number(JsonNode usage, String member) {
    return Math.max(0, usage.path(member).asLong(0));
  }

  /** What came beside what there was before; all of it when the count began anew. */
  static TokenUsage beyond(TokenUsage total, TokenUsage before) {
    boolean anew = total.input() < before.input() || total.output() < before.output();
    return anew
        ? total
        : new TokenUsage(
            total.input() - before.input(),
            total.output() - before.output(),
            Math.max(0, total.cacheRead() - before.cacheRead()),
            Math.max(0, total.cacheCreation() - before.cacheCreation()));
  }
}
