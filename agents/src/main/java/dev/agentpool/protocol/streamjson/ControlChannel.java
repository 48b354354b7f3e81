package dev.agentpool.protocol.streamjson;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes to an agent and matches its answers to our requests by their ids. Thread-safe. A message
 * is valid JSON on one line by construction: a malformed one would end the CLI.
 */
public final class ControlChannel {
  private final Consumer<byte[]> input;
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  /**
   * @param input takes whole messages; throws {@link ProcessException} when the agent is gone
   */
  public ControlChannel(Consumer<byte[]> input) {
    this.input = input;
  }

  /**
   * A prompt, which reaches the model as the text it is, whatever its first character. {@code
   * text_not_typed} says so to the CLI: no command of its own, and no file that an {@code @} in it
   * names. A CLI that does not know that mark takes only a {@code /} in the very first place for a
   * command, so that place gets a newline.
   */
  public void user(String uuid, String text) {
    write(message(uuid, text.startsWith("/") ? "\n" + text : text).put("text_not_typed", true));
  }

  /** One of the CLI's own commands, such as {@code /clear}. */
  public void command(String uuid, String command) {
    write(message(uuid, command));
  }

  private static ObjectNode message(String uuid, String text) {
    ObjectNode message = Json.object();
    message.put("type", "user");
    message.set("message", Json.object().put("role", "user").put("content", text));
    message.putNull("parent_tool_use_id");
    return message.put("uuid", uuid);
  }

  /**
   * An empty line: harmless when the last message was whole, and the end of the CLI when it was
   * not.
   */
  public void newLine() {
    input.accept(new byte[] {'\n'});
  }

  /**
   * Sends a request; the answer completes the future, an error answer or the end of the agent fails
   * it.
   */
  public CompletableFuture<JsonNode> request(ObjectNode request) {
    String id = "agentpool-" + UUID.randomUUID();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = Json.object();
    message.put("type", "control_request");
    message.put("request_id", id);
    message.set("request", request);
    try {
      write(message);
    } catch (ProcessException gone) {
      waiting.remove(id);
      answer.completeExceptionally(gone);
    }
    return answer;
  }

  public CompletableFuture<JsonNode> request(String subtype) {
    return request(Json.object().put("subtype", subtype));
  }

  /** As {@link #request}, waited for; empty when no good answer came in time. */
  public Optional<JsonNode> ask(ObjectNode request, Duration atMost) throws InterruptedException {
    try {
      return Optional.of(request(request).get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException none) {
      return Optional.empty();
    }
  }

  /** Answers a request of the agent's. */
  public void answer(String requestId, JsonNode response) {
    ObjectNode inner = Json.object().put("subtype", "success").put("request_id", requestId);
    inner.set("response", response);
    write(Json.object().put("type", "control_response").set("response", inner));
  }

  public void answerError(String requestId, String error) {
    ObjectNode inner =
        Json.object().put("subtype", "error").put("request_id", requestId).put("error", error);
    write(Json.object().put("type", "control_response").set("response", inner));
  }

  /** Takes a {@code control_response} line. */
  public void heard(JsonNode line) {
    JsonNode response = line.path("response");
    CompletableFuture<JsonNode> answer = waiting.remove(Json.text(response, "request_id", ""));
    if (answer == null) {
      return; // of the daemon before, or given up
    }
    if (Json.text(response, "subtype", "").equals("success")) {
      answer.complete(response.path("response"));
    } else {
      answer.completeExceptionally(
          new IllegalStateException(Json.text(response, "error", "refused")));
    }
  }

  /** Nobody will answer any more. */
  public void closed(String why) {
    waiting
        .values()
        .forEach(answer -> answer.completeExceptionally(new IllegalStateException(why)));
    waiting.clear();
  }

  private void write(JsonNode message) {
    input.accept((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
