package dev.agentpool.testkit;

import dev.agentpool.testkit.ModelStep.Act;
import dev.agentpool.testkit.ModelStep.ToolCall;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole assistant message, ready to be written as JSON or as a stream of events. */
record ModelReply(String id, String model, ArrayNode content, String stopReason, TokenUsage usage) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  static ModelReply of(JsonMapper json, String model, ModelStep step, TokenUsage counted) {
    ArrayNode content = json.createArrayNode();
    if (step.thinking() != null) {
      content
          .addObject()
          .put("type", "thinking")
          .put("thinking", step.thinking())
          .put("signature", "c2lnbmVk");
    }
    String stopReason =
        switch (step.act()) {
          case Act.Say(String text) -> text(content, text, "end_turn");
          case Act.RunOut(String text) -> text(content, text, "max_tokens");
          case Act.Refuse(String text) -> text(content, text, "refusal");
          case Act.UseTools(var calls) -> {
            for (ToolCall call : calls) {
              content
                  .addObject()
                  .put("type", "tool_use")
                  .put("id", "toolu_" + shortId())
                  .put("name", call.name())
                  .set("input", call.input());
            }
            yield "tool_use";
          }
        };
    TokenUsage scripted = step.usage();
    TokenUsage usage = scripted == null ? counted : scripted;
    if (usage.output() == 0) {
      usage = usage.withOutput(Math.max(1, content.toString().length() / CHARACTERS_PER_TOKEN));
    }
    return new ModelReply("msg_" + shortId(), model, content, stopReason, usage);
  }

  private static String text(ArrayNode content, String text, String stopReason) {
    content.addObject().put("type", "text").put("text", text);
    return stopReason;
  }

  private static String shortId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 24);
  }

  ObjectNode toMessage(JsonMapper json) {
    ObjectNode message = head(json, stopReason, usage.output());
    message.set("content", content);
    return message;
  }

  /** The message as {@code message_start} shows it: no content yet, one token of output. */
  ObjectNode toStart(JsonMapper json) {
    ObjectNode message = head(json, null, 1);
    message.putArray("content");
    return message;
  }

  private ObjectNode head(JsonMapper json, @Nullable String stopReason, long output) {
    ObjectNode message =
        json.createObjectNode()
            .put("id", id)
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model);
    message.put("stop_reason", stopReason).putNull("stop_sequence");
    message.set("usage", usageNode(json, output));
    return message;
  }

  ObjectNode usageNode(JsonMapper json, long output) {
    ObjectNode node =
        json.createObjectNode()
            .put("input_tokens", usage.input())
            .put("cache_creation_input_tokens", usage.cacheWrite())
            .put("cache_read_input_tokens", usage.cacheRead())
            .put("output_tokens", output)
            .put("service_tier", "standard");
    node.putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
        .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
    return node;
  }
}
