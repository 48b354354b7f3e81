package dev.agentpool.protocol.jsonrpc;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks JSON-RPC with one peer, a message a line. Thread-safe.
 *
 * <p>Ids of requests are texts, and no two daemons choose the same one: who replays the output of a
 * peer that it took over knows by {@link #expect} which answer is the one it waits for, and passes
 * over those of the daemon before.
 */
public final class RpcPeer {
  private final Consumer<byte[]> input;
  private final Wording wording;
  private final RpcHandler handler;
  private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** How a message says what it is. */
  public enum Wording {
    /** With {@code "jsonrpc":"2.0"} in each. */
    VERSIONED,
    /** Without. */
    BARE
  }

  /**
   * @param input takes whole lines; throws {@link ProcessException} when the peer is gone
   */
  public RpcPeer(Consumer<byte[]> input, Wording wording, RpcHandler handler) {
    this.input = input;
    this.wording = wording;
    this.handler = handler;
  }

  /**
   * Sends a request whose answer somebody {@link #expect}s, under an id of the caller's.
   *
   * @throws ProcessException when it cannot be written
   */
  public void send(String id, String method, JsonNode params) {
    write(message().put("id", id).put("method", method).set("params", params));
  }

  /**
   * Sends a request under an id that nobody used before. The result completes the future, on the
   * thread that reads the lines; an error, or the peer's end, fails it with {@link RpcFailure}.
   */
  public CompletableFuture<JsonNode> request(String method, JsonNode params) {
    String id = "agentpool-" + UUID.randomUUID();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      send(id, method, params);
    } catch (ProcessException gone) {
      fail(id, answer, String.valueOf(gone.getMessage()));
    }
    if (closed) {
      fail(id, answer, "the agent is gone");
    }
    return answer;
  }

  /**
   * As {@link #request(String, JsonNode)}, waited for.
   *
   * @throws RpcFailure when the answer is an error, or none will come
   * @throws TimeoutException when none came in time
   */
  public JsonNode ask(String method, JsonNode params, Duration atMost)
      throws InterruptedException, TimeoutException {
    try {
      return request(method, params).get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RpcFailure failure
          ? failure
          : new RpcFailure(RpcFailure.INTERNAL, String.valueOf(e.getCause()));
    }
  }

  /**
   * The answer to a request under this id, sent by this daemon or an earlier one. A peer that is
   * gone does not fail it: what it had said may still be read.
   */
  public CompletableFuture<JsonNode> expect(String id) {
    return expected.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  /**
   * @throws ProcessException when it cannot be written
   */
  public void notify(String method, JsonNode params) {
    write(message().put("method", method).set("params", params));
  }

  /**
   * Answers what the peer asked.
   *
   * @throws ProcessException when it cannot be written
   */
  public void answer(JsonNode id, JsonNode result) {
    write(message().set("id", id).set("result", result));
  }

  /**
   * Answers with an error.
   *
   * @throws ProcessException when it cannot be written
   */
  public void refuse(JsonNode id, int code, String why) {
    ObjectNode error = Json.object().put("code", code).put("message", why);
    write(message().set("id", id).set("error", error));
  }

  /** Takes a message of the peer's. */
  public void heard(JsonNode message) {
    JsonNode id = message.path("id");
    String method = Json.text(message, "method", "");
    if (!method.isEmpty()) {
      if (id.isString() || id.isNumber()) {
        handler.asked(id, method, message.path("params"));
      } else {
        handler.notified(method, message.path("params"));
      }
    } else if (message.has("result") || message.has("error")) {
      answered(id, message);
    } else {
      handler.puzzled(message);
    }
  }

  private void answered(JsonNode id, JsonNode message) {
    CompletableFuture<JsonNode> answer = id.isString() ? waitingFor(id.asString()) : null;
    if (answer == null) {
      return; // of the daemon before, or given up
    }
    JsonNode error = message.path("error");
    if (error.isObject()) {
      answer.completeExceptionally(new RpcFailure(error.path("code").asInt(0), told(error)));
    } else {
      answer.complete(message.path("result"));
    }
  }

  private @Nullable CompletableFuture<JsonNode> waitingFor(String id) {
    CompletableFuture<JsonNode> answer = asked.remove(id);
    return answer != null ? answer : expected.remove(id);
  }

  /** The message, with what its data says in plain words beside it. */
  private static String told(JsonNode error) {
    String message = Json.text(error, "message", "");
    JsonNode data = error.path("data");
    String more =
        data.isString()
            ? data.asString()
            : Json.text(data, "details", Json.text(data, "message", ""));
    return more.isBlank() || message.contains(more) ? message : message + ": " + more;
  }

  /** Nobody will answer our requests any more. */
  public void closed(String why) {
    closed = true;
    asked.forEach((id, answer) -> fail(id, answer, why));
  }

  private void fail(String id, CompletableFuture<JsonNode> answer, String why) {
    asked.remove(id, answer);
    answer.completeExceptionally(new RpcFailure(RpcFailure.GONE, why));
  }

  private ObjectNode message() {
    ObjectNode message = Json.object();
    return wording == Wording.VERSIONED ? message.put("jsonrpc", "2.0") : message;
  }

  private void write(JsonNode message) {
    input.accept((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
