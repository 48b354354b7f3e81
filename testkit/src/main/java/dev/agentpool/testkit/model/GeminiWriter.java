package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.Pace;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a response of the Gemini API, or as several that follow each other. */
final class GeminiWriter {
  private final JsonMapper json;

  GeminiWriter(JsonMapper json) {
    this.json = json;
  }

  ObjectNode response(ModelReply reply) {
    ArrayNode parts = json.createArrayNode();
    if (reply.thinking() != null) {
      parts.add(thought(reply.thinking()));
    }
    parts.addAll(act(reply));
    return response(reply, parts, finishReason(reply.act()));
  }

  void stream(ModelReply reply, Pace pace, EventStream out) throws IOException {
    if (reply.thinking() != null) {
      out.send(response(reply, json.createArrayNode().add(thought(reply.thinking())), null));
    }
    if (reply.act() instanceof Act.UseTools) {
      out.send(response(reply, act(reply), finishReason(reply.act())));
      return;
    }
    out.paced(reply.text(), pace, piece -> out.send(response(reply, text(piece), null)));
    out.send(response(reply, text(""), finishReason(reply.act())));
  }

  void half(ModelReply reply, EventStream out) throws IOException {
    out.send(response(reply, text("half an ans"), null));
  }

  private ObjectNode thought(String text) {
    return json.createObjectNode().put("text", text).put("thought", true);
  }

  private ArrayNode text(String text) {
    return json.createArrayNode().add(json.createObjectNode().put("text", text));
  }

  private ArrayNode act(ModelReply reply) {
    if (!(reply.act() instanceof Act.UseTools(var calls))) {
      return text(reply.text());
    }
    ArrayNode parts = json.createArrayNode();
    for (ToolCall call : calls) {
      ObjectNode part = parts.addObject();
      part.putObject("functionCall")
          .put("id", reply.id() + '_' + (parts.size() - 1))
          .put("name", call.name())
          .set("args", call.input());
      part.put("thoughtSignature", "c2lnbmVk");
    }
    return parts;
  }

  private static String finishReason(Act act) {
    return switch (act) {
      case Act.Say ignored -> "STOP";
      case Act.UseTools ignored -> "STOP";
      case Act.RunOut ignored -> "MAX_TOKENS";
      case Act.Refuse ignored -> "SAFETY";
    };
  }

  /** The usage comes with every piece; the last one counts. */
  private ObjectNode response(ModelReply reply, ArrayNode parts, @Nullable String finishReason) {
    ObjectNode response = json.createObjectNode();
    ObjectNode candidate = response.putArray("candidates").addObject();
    candidate.putObject("content").put("role", "model").set("parts", parts);
    if (finishReason != null) {
      candidate.put("finishReason", finishReason);
    }
    candidate.put("index", 0);
    response.set("usageMetadata", usage(reply.usage()));
    return response.put("modelVersion", reply.model()).put("responseId", reply.id());
  }

  private ObjectNode usage(Tokens tokens) {
    ObjectNode usage =
        json.createObjectNode()
            .put("promptTokenCount", tokens.sent())
            .put("candidatesTokenCount", tokens.output() - tokens.reasoning())
            .put("totalTokenCount", tokens.sent() + tokens.output());
    if (tokens.reasoning() > 0) {
      usage.put("thoughtsTokenCount", tokens.reasoning());
    }
    if (tokens.cacheRead() > 0) {
      usage.put("cachedContentTokenCount", tokens.cacheRead());
    }
    return usage;
  }
}
