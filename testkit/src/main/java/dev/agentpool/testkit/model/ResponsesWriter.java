package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a response object and its items. */
final class ResponsesWriter {
  private static final String CALL = "call_";

  private final JsonMapper json;

  ResponsesWriter(JsonMapper json) {
    this.json = json;
  }

  /** The id of the reply in which a call was made; empty when it is none of ours. */
  static String replyOf(String callId) {
    int end = callId.lastIndexOf('_');
    return callId.startsWith(CALL) && end > CALL.length()
        ? callId.substring(CALL.length(), end)
        : "";
  }

  ObjectNode response(Asked asked, ModelReply reply) {
    boolean cutOff = reply.act() instanceof Act.RunOut;
    ObjectNode response = head(reply, cutOff ? "incomplete" : "completed");
    if (cutOff) {
      response.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    items(asked, reply).forEach(response.putArray("output")::add);
    response.set("usage", usage(reply.usage()));
    return response;
  }

  ObjectNode head(ModelReply reply, String status) {
    ObjectNode head =
        json.createObjectNode()
            .put("id", "resp_" + reply.id())
            .put("object", "response")
            .put("created_at", reply.time().getEpochSecond())
            .put("status", status)
            .put("model", reply.model())
            .put("parallel_tool_calls", true);
    head.putNull("error").putNull("incomplete_details").putNull("usage");
    head.putArray("output");
    return head;
  }

  List<ObjectNode> items(Asked asked, ModelReply reply) {
    List<ObjectNode> items = new ArrayList<>();
    if (reply.thinking() != null) {
      ObjectNode reasoning =
          json.createObjectNode().put("type", "reasoning").put("id", "rs_" + reply.id());
      reasoning
          .putArray("summary")
          .addObject()
          .put("type", "summary_text")
          .put("text", reply.thinking());
      items.add(reasoning.put("encrypted_content", "c2lnbmVk"));
    }
    if (reply.act() instanceof Act.UseTools(var calls)) {
      for (ToolCall call : calls) {
        items.add(call(asked.body(), call, reply.id() + '_' + items.size()));
      }
    } else {
      items.add(message(reply));
    }
    return items;
  }

  private ObjectNode message(ModelReply reply) {
    ObjectNode message =
        json.createObjectNode()
            .put("type", "message")
            .put("id", "msg_" + reply.id())
            .put("status", reply.act() instanceof Act.RunOut ? "incomplete" : "completed")
            .put("role", "assistant");
    ObjectNode part = message.putArray("content").addObject();
    if (reply.act() instanceof Act.Refuse(String text)) {
      part.put("type", "refusal").put("refusal", text);
    } else {
      part.put("type", "output_text").put("text", reply.text()).putArray("annotations");
    }
    return message;
  }

  private ObjectNode call(JsonNode body, ToolCall call, String id) {
    ResponsesTool tool = ResponsesTool.find(body, call.name());
    ObjectNode item =
        switch (tool.kind()) {
          case FUNCTION ->
              item("function_call", "fc_", id).put("arguments", call.input().toString());
          case CUSTOM -> item("custom_tool_call", "ctc_", id).put("input", text(call.input()));
          case SEARCH ->
              item("tool_search_call", "tsc_", id)
                  .put("execution", "client")
                  .set("arguments", call.input());
        };
    if (tool.kind() != ResponsesTool.Kind.SEARCH) {
      item.put("name", tool.name());
    }
    if (!tool.namespace().isEmpty()) {
      item.put("namespace", tool.namespace());
    }
    return item;
  }

  private ObjectNode item(String type, String prefix, String id) {
    return json.createObjectNode()
        .put("type", type)
        .put("id", prefix + id)
        .put("status", "completed")
        .put("call_id", CALL + id);
  }

  /** A custom tool takes a text: the script's string, or the member "input" of its object. */
  private static String text(JsonNode input) {
    JsonNode text = input.isObject() ? input.path("input") : input;
    return text.isString() ? text.asString() : input.toString();
  }

  private ObjectNode usage(Tokens tokens) {
    ObjectNode usage = json.createObjectNode().put("input_tokens", tokens.sent());
    usage.putObject("input_tokens_details").put("cached_tokens", tokens.cacheRead());
    usage.put("output_tokens", tokens.output());
    usage.putObject("output_tokens_details").put("reasoning_tokens", tokens.reasoning());
    return usage.put("total_tokens", tokens.sent() + tokens.output());
  }

  ObjectNode event(String type) {
    return json.createObjectNode().put("type", type);
  }
}
