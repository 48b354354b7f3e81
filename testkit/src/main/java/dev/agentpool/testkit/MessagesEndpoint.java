package dev.agentpool.testkit;

import com.sun.net.httpserver.HttpExchange;
import dev.agentpool.testkit.ModelStep.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/messages}: plays the step that the conversation has come to, and bills it. */
final class MessagesEndpoint {
  private static final int EXCERPT_LENGTH = 200;

  private final JsonMapper json;
  private final Clock clock;
  private final Billing billing;
  private final CountDownLatch closing;
  private final ModelScript script;
  private final PromptCache cache;
  private final Map<String, AtomicInteger> faultsPlayed = new ConcurrentHashMap<>();

  MessagesEndpoint(JsonMapper json, Clock clock, Billing billing, CountDownLatch closing) {
    this.json = json;
    this.clock = clock;
    this.billing = billing;
    this.closing = closing;
    this.script = new ModelScript(json);
    this.cache = new PromptCache(json, clock);
  }

  void serve(HttpExchange exchange) throws IOException {
    JsonNode body;
    try {
      body = json.readTree(exchange.getRequestBody());
      billing.asked(body.toString());
    } catch (JacksonException e) {
      sendError(
          exchange,
          400,
          "invalid_request_error",
          "the body is not JSON: " + e.getOriginalMessage());
      return;
    }
    if (!body.path("messages").isArray() || !body.path("model").isString()) {
      sendError(exchange, 400, "invalid_request_error", "model and messages are required");
      return;
    }
    var call = new Call(exchange, body, Conversation.of(body.path("messages")));
    play(call);
  }

  void countTokens(HttpExchange exchange) throws IOException {
    JsonNode body = json.readTree(exchange.getRequestBody());
    send(exchange, 200, json.createObjectNode().put("input_tokens", cache.count(body)));
  }

  private record Call(HttpExchange exchange, JsonNode body, Conversation conversation) {
    String model() {
      return body.path("model").asString();
    }

    boolean streamed() {
      return body.path("stream").asBoolean(false);
    }

    String key() {
      String key = exchange.getRequestHeaders().getFirst("x-api-key");
      return key == null ? "" : key;
    }

    String sessionId() {
      String id = exchange.getRequestHeaders().getFirst("x-claude-code-session-id");
      return id == null ? "" : id;
    }
  }

  private void play(Call call) throws IOException {
    ModelStep step = step(call.conversation());
    step.headers().forEach((name, value) -> call.exchange().getResponseHeaders().set(name, value));
    Optional<Fault> fault = nextFault(call, step);
    if (fault.isPresent() && fault.get() instanceof Fault.Status status) {
      fail(call, status);
      return;
    }
    ModelReply reply = ModelReply.of(json, call.model(), step, cache.charge(call.body()));
    boolean whole = false;
    try {
      if (fault.isPresent()) {
        breakOff(call, fault.get(), reply);
      } else if (call.streamed()) {
        openStream(call).writeWhole(reply, step.pace());
        whole = true;
      } else {
        send(call.exchange(), 200, reply.toMessage(json));
        whole = true;
      }
    } finally {
      billing.add(entry(call, whole ? 200 : ModelRequest.BROKEN_OFF, reply.usage()));
    }
  }

  private ModelStep step(Conversation conversation) {
    String otherwise = "done: " + excerpt(conversation.prompt(), 60);
    List<ModelStep> steps = script.steps(conversation.directives(), otherwise);
    if (conversation.step() < steps.size()) {
      return steps.get(conversation.step());
    }
    return script.steps(List.of(), otherwise).getFirst();
  }

  /**
   * A fault that has been played often enough is over; streams only break when there is a stream.
   */
  private Optional<Fault> nextFault(Call call, ModelStep step) {
    for (int i = 0; i < step.faults().size(); i++) {
      Fault fault = step.faults().get(i);
      boolean possible =
          fault instanceof Fault.Status || fault instanceof Fault.Hang || call.streamed();
      Conversation conversation = call.conversation();
      String key =
          call.sessionId()
              + '\n'
              + call.body().path("messages").size()
              + '\n'
              + conversation.step()
              + '\n'
              + i
              + '\n'
              + conversation.scriptText();
      if (possible
          && faultsPlayed.computeIfAbsent(key, ignored -> new AtomicInteger()).getAndIncrement()
              < fault.times()) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private void breakOff(Call call, Fault fault, ModelReply reply) throws IOException {
    switch (fault) {
      case Fault.Status ignored -> throw new IllegalStateException("a status has no stream");
      case Fault.Cut ignored -> {
        openStream(call).writeHalf(reply);
        throw new IOException(
            "scripted cut"); // makes the server close the connection without the last chunk
      }
      case Fault.MidError ignored -> {
        EventStream stream = openStream(call);
        stream.writeHalf(reply);
        stream.writeError("overloaded_error", "scripted error in the stream");
      }
      case Fault.Hang ignored -> {
        call.exchange().getResponseHeaders().set("content-type", "text/event-stream");
        call.exchange().sendResponseHeaders(200, 0);
        call.exchange().getResponseBody().flush();
        awaitClosing();
      }
    }
  }

  private void awaitClosing() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("closing");
  }

  private EventStream openStream(Call call) throws IOException {
    call.exchange().getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
    call.exchange().sendResponseHeaders(200, 0);
    return new EventStream(json, call.exchange().getResponseBody());
  }

  private void fail(Call call, Fault.Status status) throws IOException {
    status
        .headers()
        .forEach((name, value) -> call.exchange().getResponseHeaders().set(name, value));
    try {
      sendError(call.exchange(), status.code(), status.type(), status.message());
    } finally {
      billing.add(entry(call, status.code(), new TokenUsage(0, 0, 0, 0, 0)));
    }
  }

  private Billing.Entry entry(Call call, int status, TokenUsage usage) {
    String text = excerpt(call.conversation().prompt(), EXCERPT_LENGTH);
    return new Billing.Entry(
        clock.instant(),
        call.model(),
        call.streamed(),
        text,
        call.sessionId(),
        call.key(),
        status,
        usage);
  }

  private static String excerpt(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  private void sendError(HttpExchange exchange, int code, String type, String message)
      throws IOException {
    ObjectNode error = json.createObjectNode().put("type", "error");
    error.putObject("error").put("type", type).put("message", message);
    send(exchange, code, error);
  }

  private void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
