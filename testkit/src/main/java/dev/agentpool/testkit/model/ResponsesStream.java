package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Pace;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as the events of the Responses API, numbered from 0. */
final class ResponsesStream {
  private final ResponsesWriter writer;
  private final EventStream out;
  private int number;

  ResponsesStream(ResponsesWriter writer, EventStream out) {
    this.writer = writer;
    this.out = out;
  }

  void whole(Asked asked, ModelReply reply, Pace pace) throws IOException {
    start(reply);
    int index = 0;
    for (ObjectNode item : writer.items(asked, reply)) {
      item(index++, item, pace);
    }
    ObjectNode response = writer.response(asked, reply);
    send(writer.event("response." + response.path("status").asString()).set("response", response));
  }

  void half(ModelReply reply) throws IOException {
    start(reply);
    ObjectNode item = writer.event("message").put("id", "msg_" + reply.id());
    item.put("status", "in_progress").put("role", "assistant").putArray("content");
    send(at("response.output_item.added", 0).set("item", item));
    ObjectNode part = writer.event("output_text").put("text", "");
    ObjectNode added = inPart("response.content_part.added", 0, item);
    send(added.set("part", part.set("annotations", part.arrayNode())));
    send(inPart("response.output_text.delta", 0, item).put("delta", "half an ans"));
  }

  void failHalfway(ModelReply reply) throws IOException {
    half(reply);
    ObjectNode failed = writer.head(reply, "failed");
    failed
        .putObject("error")
        .put("code", "server_error")
        .put("message", "scripted error in the stream");
    send(writer.event("response.failed").set("response", failed));
  }

  private void start(ModelReply reply) throws IOException {
    JsonNode head = writer.head(reply, "in_progress");
    send(writer.event("response.created").set("response", head));
    send(writer.event("response.in_progress").set("response", head));
  }

  private void item(int index, ObjectNode item, Pace pace) throws IOException {
    ObjectNode shell = item.deepCopy();
    if (shell.has("status")) {
      shell.put("status", "in_progress");
    }
    for (String filled : new String[] {"arguments", "input"}) {
      if (shell.path(filled).isString()) {
        shell.put(filled, "");
      }
    }
    for (String filled : new String[] {"content", "summary"}) {
      if (shell.has(filled)) {
        shell.putArray(filled);
      }
    }
    send(at("response.output_item.added", index).set("item", shell));
    switch (item.path("type").asString()) {
      case "reasoning" -> reasoning(index, item);
      case "function_call" -> text("response.function_call_arguments", "arguments", index, item);
      case "custom_tool_call" -> text("response.custom_tool_call_input", "input", index, item);
      case "tool_search_call" -> {} // comes whole
      default -> message(index, item, pace);
    }
    send(at("response.output_item.done", index).set("item", item));
  }

  private void text(String event, String member, int index, ObjectNode item) throws IOException {
    String text = item.path(member).asString();
    String id = item.path("id").asString();
    send(at(event + ".delta", index).put("item_id", id).put("delta", text));
    send(at(event + ".done", index).put("item_id", id).put(member, text));
  }

  private void reasoning(int index, ObjectNode item) throws IOException {
    JsonNode part = item.path("summary").get(0);
    String text = part.path("text").asString();
    ObjectNode empty = writer.event("summary_text").put("text", "");
    send(summary("response.reasoning_summary_part.added", index, item).set("part", empty));
    send(summary("response.reasoning_summary_text.delta", index, item).put("delta", text));
    send(summary("response.reasoning_summary_text.done", index, item).put("text", text));
    send(summary("response.reasoning_summary_part.done", index, item).set("part", part));
  }

  private ObjectNode summary(String event, int index, ObjectNode item) {
    return at(event, index).put("item_id", item.path("id").asString()).put("summary_index", 0);
  }

  private void message(int index, ObjectNode item, Pace pace) throws IOException {
    ObjectNode part = (ObjectNode) item.path("content").get(0);
    boolean refusal = part.path("type").asString().equals("refusal");
    String member = refusal ? "refusal" : "text";
    String event = refusal ? "response.refusal" : "response.output_text";
    ObjectNode empty = part.deepCopy().put(member, "");
    send(inPart("response.content_part.added", index, item).set("part", empty));
    String text = part.path(member).asString();
    out.paced(text, pace, piece -> send(inPart(event + ".delta", index, item).put("delta", piece)));
    send(inPart(event + ".done", index, item).put(member, text));
    send(inPart("response.content_part.done", index, item).set("part", part));
  }

  private ObjectNode inPart(String event, int index, ObjectNode item) {
    return at(event, index).put("item_id", item.path("id").asString()).put("content_index", 0);
  }

  private ObjectNode at(String event, int index) {
    return writer.event(event).put("output_index", index);
  }

  private void send(ObjectNode event) throws IOException {
    out.send(event.path("type").asString(), event.put("sequence_number", number++));
  }
}
