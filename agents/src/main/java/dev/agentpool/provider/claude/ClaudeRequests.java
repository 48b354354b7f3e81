package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.TokenUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The model requests of a turn while it runs. A message is told a block at a time, each with the
 * usage that the request began with: its input is right, of its output that is a beginning. So this
 * is a lower bound; the result tells all. On the lines' thread.
 */
final class ClaudeRequests {
  private final Map<String, TokenUsage> byMessage = new HashMap<>();
  private TokenUsage sum = TokenUsage.NONE;

  /** What the turn has taken by now; empty when the line tells nothing new. */
  Optional<AgentEvent> heard(JsonNode line) {
    JsonNode message = line.path("message");
    String id = Json.text(message, "id", "");
    JsonNode usage = message.path("usage");
    if (!Json.text(line, "type", "").equals("assistant") || id.isEmpty() || !usage.isObject()) {
      return Optional.empty();
    }
    TokenUsage told =
        new TokenUsage(
            usage.path("input_tokens").asLong(0),
            usage.path("output_tokens").asLong(0),
            usage.path("cache_read_input_tokens").asLong(0),
            usage.path("cache_creation_input_tokens").asLong(0));
    if (told.equals(TokenUsage.NONE) || byMessage.putIfAbsent(id, told) != null) {
      return Optional.empty();
    }
    sum = sum.plus(told);
    @Nullable String model =
        message.path("model").isString() ? message.path("model").asString() : null;
    return Optional.of(new AgentEvent.TokensSoFar(sum, byMessage.size(), model));
  }
}
