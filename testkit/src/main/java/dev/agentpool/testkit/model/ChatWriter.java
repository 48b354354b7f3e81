package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.Pace;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a chat completion, or as its chunks. */
final class ChatWriter {
  private final JsonMapper json;

  ChatWriter(JsonMapper json) {
    this.json = json;
  }

  ObjectNode completion(ModelReply reply) {
    ObjectNode completion = head(reply, "chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    if (reply.thinking() != null) {
      message.put("reasoning_content", reply.thinking());
    }
    switch (reply.act()) {
      case Act.Say(String text) -> message.put("content", text).putNull("refusal");
      case Act.RunOut(String text) -> message.put("content", text).putNull("refusal");
      case Act.Refuse(String text) -> message.putNull("content").put("refusal", text);
      case Act.UseTools(var calls) -> {
        message.putNull("content").putNull("refusal");
        toolCalls(reply.id(), calls).forEach(message.putArray("tool_calls")::add);
      }
    }
    choice.putNull("logprobs").put("finish_reason", finishReason(reply.act()));
    completion.set("usage", usage(reply.usage()));
    return completion;
  }

  void stream(ModelReply reply, boolean withUsage, Pace pace, EventStream out) throws IOException {
    begin(reply, out);
    if (reply.thinking() != null) {
      out.send(delta(reply, delta().put("reasoning_content", reply.thinking())));
    }
    switch (reply.act()) {
      case Act.Say(String text) -> texts(reply, "content", text, pace, out);
      case Act.RunOut(String text) -> texts(reply, "content", text, pace, out);
      case Act.Refuse(String text) -> texts(reply, "refusal", text, pace, out);
      case Act.UseTools(var calls) -> {
        for (ObjectNode call : toolCalls(reply.id(), calls)) {
          streamCall(reply, call, out);
        }
      }
    }
    ObjectNode last = delta(reply, delta());
    ((ObjectNode) last.path("choices").get(0)).put("finish_reason", finishReason(reply.act()));
    out.send(last);
    if (withUsage) {
      ObjectNode chunk = head(reply, "chat.completion.chunk");
      chunk.putArray("choices");
      chunk.set("usage", usage(reply.usage()));
      out.send(chunk);
    }
    out.sendText("[DONE]");
  }

  void half(ModelReply reply, EventStream out) throws IOException {
    begin(reply, out);
    out.send(delta(reply, delta().put("content", "half an ans")));
  }

  private void begin(ModelReply reply, EventStream out) throws IOException {
    out.send(delta(reply, delta().put("role", "assistant").put("content", "")));
  }

  private void texts(ModelReply reply, String member, String text, Pace pace, EventStream out)
      throws IOException {
    out.paced(text, pace, piece -> out.send(delta(reply, delta().put(member, piece))));
  }

  /** The name first, then the arguments in two halves, as a model would write them. */
  private void streamCall(ModelReply reply, ObjectNode call, EventStream out) throws IOException {
    String arguments = call.path("function").path("arguments").asString();
    ObjectNode named = call.deepCopy();
    ((ObjectNode) named.path("function")).put("arguments", "");
    sendCall(reply, named, out);
    int middle =
        arguments.offsetByCodePoints(0, arguments.codePointCount(0, arguments.length()) / 2);
    for (String half : List.of(arguments.substring(0, middle), arguments.substring(middle))) {
      ObjectNode more = json.createObjectNode().put("index", call.path("index").asInt());
      more.putObject("function").put("arguments", half);
      sendCall(reply, more, out);
    }
  }

  private void sendCall(ModelReply reply, ObjectNode call, EventStream out) throws IOException {
    ObjectNode delta = delta();
    delta.putArray("tool_calls").add(call);
    out.send(delta(reply, delta));
  }

  private List<ObjectNode> toolCalls(String id, List<ToolCall> calls) {
    List<ObjectNode> nodes = new ArrayList<>();
    for (ToolCall call : calls) {
      ObjectNode node =
          json.createObjectNode()
              .put("index", nodes.size())
              .put("id", "call_" + id + '_' + nodes.size())
              .put("type", "function");
      node.putObject("function").put("name", call.name()).put("arguments", call.input().toString());
      nodes.add(node);
    }
    return nodes;
  }

  private static String finishReason(Act act) {
    return switch (act) {
      case Act.Say ignored -> "stop";
      case Act.Refuse ignored -> "stop";
      case Act.RunOut ignored -> "length";
      case Act.UseTools ignored -> "tool_calls";
    };
  }

  private ObjectNode delta() {
    return json.createObjectNode();
  }

  private ObjectNode delta(ModelReply reply, ObjectNode delta) {
    ObjectNode chunk = head(reply, "chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").putNull("finish_reason");
    return chunk;
  }

  private ObjectNode head(ModelReply reply, String object) {
    return json.createObjectNode()
        .put("id", "chatcmpl-" + reply.id())
        .put("object", object)
        .put("created", reply.time().getEpochSecond())
        .put("model", reply.model());
  }

  private ObjectNode usage(Tokens tokens) {
    ObjectNode usage =
        json.createObjectNode()
            .put("prompt_tokens", tokens.sent())
            .put("completion_tokens", tokens.output())
            .put("total_tokens", tokens.sent() + tokens.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cacheRead());
    usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoning());
    return usage;
  }
}
