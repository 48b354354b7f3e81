package dev.agentpool.testkit;

import dev.agentpool.testkit.ModelStep.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as the server-sent events of the Messages API. */
final class EventStream {
  private final JsonMapper json;
  private final OutputStream out;

  EventStream(JsonMapper json, OutputStream out) {
    this.json = json;
    this.out = out;
  }

  void writeWhole(ModelReply reply, Pace pace) throws IOException {
    writeStart(reply);
    int index = 0;
    for (JsonNode block : reply.content()) {
      writeBlock(index++, block, pace);
    }
    ObjectNode delta = event("message_delta");
    delta.putObject("delta").put("stop_reason", reply.stopReason()).putNull("stop_sequence");
    delta.set("usage", reply.usageNode(json, reply.usage().output()));
    send(delta);
    send(event("message_stop"));
  }

  /** The start of the message and of a text, as when the line breaks in the middle. */
  void writeHalf(ModelReply reply) throws IOException {
    writeStart(reply);
    ObjectNode start = event("content_block_start").put("index", 0);
    start.putObject("content_block").put("type", "text").put("text", "");
    send(start);
    sendDelta(0, "text_delta", "text", "half an ans");
  }

  void writeError(String type, String message) throws IOException {
    ObjectNode error = event("error");
    error.putObject("error").put("type", type).put("message", message);
    send(error);
  }

  private void writeStart(ModelReply reply) throws IOException {
    ObjectNode start = event("message_start");
    start.set("message", reply.toStart(json));
    send(start);
    send(event("ping"));
  }

  private void writeBlock(int index, JsonNode block, Pace pace) throws IOException {
    ObjectNode start = event("content_block_start").put("index", index);
    ObjectNode shell = (ObjectNode) block.deepCopy();
    switch (block.path("type").asString("")) {
      case "tool_use" -> {
        start.set("content_block", shell.set("input", json.createObjectNode()));
        send(start);
        sendDelta(index, "input_json_delta", "partial_json", block.path("input").toString());
      }
      case "thinking" -> {
        start.set("content_block", shell.put("thinking", "").put("signature", ""));
        send(start);
        sendDelta(index, "thinking_delta", "thinking", block.path("thinking").asString(""));
        sendDelta(index, "signature_delta", "signature", block.path("signature").asString(""));
      }
      default -> {
        start.set("content_block", shell.put("text", ""));
        send(start);
        sendPaced(index, block.path("text").asString(""), pace);
      }
    }
    send(event("content_block_stop").put("index", index));
  }

  private void sendPaced(int index, String text, Pace pace) throws IOException {
    int from = 0;
    for (int chunk = 1; chunk <= pace.chunks(); chunk++) {
      int to =
          text.offsetByCodePoints(
              0, (int) ((long) text.codePointCount(0, text.length()) * chunk / pace.chunks()));
      if (pace.millisBetween() > 0) {
        pause(pace.millisBetween());
      }
      sendDelta(index, "text_delta", "text", text.substring(from, to));
      from = to;
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while pacing an answer", e);
    }
  }

  private void sendDelta(int index, String type, String field, String value) throws IOException {
    ObjectNode delta = event("content_block_delta").put("index", index);
    delta.putObject("delta").put("type", type).put(field, value);
    send(delta);
  }

  private ObjectNode event(String type) {
    return json.createObjectNode().put("type", type);
  }

  private void send(ObjectNode event) throws IOException {
    String frame = "event: " + event.path("type").asString() + "\ndata: " + event + "\n\n";
    out.write(frame.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
