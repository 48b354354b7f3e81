package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.Pace;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a message of the Messages API, or as its events. */
final class MessagesWriter {
  private final JsonMapper json;

  MessagesWriter(JsonMapper json) {
    this.json = json;
  }

  ObjectNode message(ModelReply reply) {
    ObjectNode message = head(reply, stopReason(reply.act()), reply.usage().output());
    message.set("content", content(reply));
    return message;
  }

  void stream(ModelReply reply, Pace pace, EventStream out) throws IOException {
    start(reply, out);
    int index = 0;
    for (JsonNode block : content(reply)) {
      block(index++, (ObjectNode) block, pace, out);
    }
    ObjectNode delta = event("message_delta");
    delta.putObject("delta").put("stop_reason", stopReason(reply.act())).putNull("stop_sequence");
    delta.set("usage", usage(reply.usage(), reply.usage().output()));
    send(delta, out);
    send(event("message_stop"), out);
  }

  /** The start of the message and of a text. */
  void half(ModelReply reply, EventStream out) throws IOException {
    start(reply, out);
    ObjectNode start = event("content_block_start").put("index", 0);
    start.putObject("content_block").put("type", "text").put("text", "");
    send(start, out);
    delta(0, "text_delta", "text", "half an ans", out);
  }

  private ArrayNode content(ModelReply reply) {
    ArrayNode content = json.createArrayNode();
    if (reply.thinking() != null) {
      content
          .addObject()
          .put("type", "thinking")
          .put("thinking", reply.thinking())
          .put("signature", "c2lnbmVk");
    }
    if (!(reply.act() instanceof Act.UseTools(var calls))) {
      content.addObject().put("type", "text").put("text", reply.text());
      return content;
    }
    int index = 0;
    for (ToolCall call : calls) {
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", "toolu_" + reply.id() + '_' + index++)
          .put("name", call.name())
          .set("input", call.input());
    }
    return content;
  }

  private static String stopReason(Act act) {
    return switch (act) {
      case Act.Say ignored -> "end_turn";
      case Act.RunOut ignored -> "max_tokens";
      case Act.Refuse ignored -> "refusal";
      case Act.UseTools ignored -> "tool_use";
    };
  }

  /** The message as {@code message_start} shows it: no content yet, one token of output. */
  private void start(ModelReply reply, EventStream out) throws IOException {
    ObjectNode message = head(reply, null, 1);
    message.putArray("content");
    ObjectNode start = event("message_start");
    start.set("message", message);
    send(start, out);
    send(event("ping"), out);
  }

  private ObjectNode head(ModelReply reply, @Nullable String stopReason, long output) {
    ObjectNode message =
        json.createObjectNode()
            .put("id", "msg_" + reply.id())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", reply.model());
    message.put("stop_reason", stopReason).putNull("stop_sequence");
    message.set("usage", usage(reply.usage(), output));
    return message;
  }

  private ObjectNode usage(Tokens usage, long output) {
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

  private void block(int index, ObjectNode block, Pace pace, EventStream out) throws IOException {
    ObjectNode start = event("content_block_start").put("index", index);
    ObjectNode shell = block.deepCopy();
    switch (block.path("type").asString("")) {
      case "tool_use" -> {
        start.set("content_block", shell.set("input", json.createObjectNode()));
        send(start, out);
        delta(index, "input_json_delta", "partial_json", block.path("input").toString(), out);
      }
      case "thinking" -> {
        start.set("content_block", shell.put("thinking", "").put("signature", ""));
        send(start, out);
        delta(index, "thinking_delta", "thinking", block.path("thinking").asString(""), out);
        delta(index, "signature_delta", "signature", block.path("signature").asString(""), out);
      }
      default -> {
        start.set("content_block", shell.put("text", ""));
        send(start, out);
        out.paced(
            block.path("text").asString(""),
            pace,
            part -> delta(index, "text_delta", "text", part, out));
      }
    }
    send(event("content_block_stop").put("index", index), out);
  }

  private void delta(int index, String type, String field, String value, EventStream out)
      throws IOException {
    ObjectNode delta = event("content_block_delta").put("index", index);
    delta.putObject("delta").put("type", type).put(field, value);
    send(delta, out);
  }

  private ObjectNode event(String type) {
    return json.createObjectNode().put("type", type);
  }

  private static void send(ObjectNode event, EventStream out) throws IOException {
    out.send(event.path("type").asString(), event);
  }
}
