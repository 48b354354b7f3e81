package dev.agentpool.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import dev.agentpool.testkit.model.ModelStep.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where one dialect asks: plays the step that the conversation has come to, and bills it. */
final class Endpoint {
  private static final int EXCERPT_LENGTH = 200;

  private final Dialect dialect;
  private final JsonMapper json;
  private final Clock clock;
  private final ModelDesk.Books books;
  private final CountDownLatch closing;
  private final ModelScript script;
  private final PromptCache cache;
  private final Map<String, AtomicInteger> faultsPlayed = new ConcurrentHashMap<>();

  Endpoint(
      Dialect dialect,
      JsonMapper json,
      Clock clock,
      ModelDesk.Books books,
      CountDownLatch closing) {
    this.dialect = dialect;
    this.json = json;
    this.clock = clock;
    this.books = books;
    this.closing = closing;
    this.script = new ModelScript(json);
    this.cache = new PromptCache(clock);
  }

  void serve(HttpExchange exchange) throws IOException {
    Optional<Asked> asked = read(exchange, books::asked);
    if (asked.isPresent()) {
      play(new Call(exchange, asked.get()));
    }
  }

  /** Answers with what a request would send, under the name that the dialect has for it. */
  void countTokens(HttpExchange exchange, String member) throws IOException {
    Optional<Asked> asked = read(exchange, ignored -> {});
    if (asked.isPresent()) {
      long count = PromptCache.count(asked.get().blocks());
      send(exchange, 200, json.createObjectNode().put(member, count));
    }
  }

  /** Faults are played anew. */
  void reset() {
    faultsPlayed.clear();
  }

  private record Call(HttpExchange exchange, Asked asked) {}

  /** Empty when it was refused. */
  private Optional<Asked> read(HttpExchange exchange, Consumer<String> heard) throws IOException {
    dialect.headers().forEach(exchange.getResponseHeaders()::set);
    try {
      JsonNode body = json.readTree(exchange.getRequestBody());
      heard.accept(body.toString());
      String path = exchange.getRequestURI().getPath();
      return Optional.of(dialect.read(exchange.getRequestHeaders(), path, body));
    } catch (JacksonException e) {
      refuse(exchange, Refusal.of(400, "the body is not JSON: " + e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      refuse(exchange, Refusal.of(400, String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private void play(Call call) throws IOException {
    ModelStep step = step(call.asked());
    step.headers().forEach(call.exchange().getResponseHeaders()::set);
    Optional<Fault> fault = nextFault(call.asked(), step);
    Optional<Refusal> refusal = fault.flatMap(Endpoint::refusal);
    if (refusal.isPresent()) {
      try {
        refuse(call.exchange(), refusal.get());
      } finally {
        book(call.asked(), refusal.get().code(), Tokens.NONE);
      }
      return;
    }
    answer(call, step, fault);
  }

  private void answer(Call call, ModelStep step, Optional<Fault> fault) throws IOException {
    Asked asked = call.asked();
    Tokens counted = cache.charge(asked.model(), asked.blocks());
    ModelReply reply =
        ModelReply.of(asked.model(), step, counted, clock.instant()).charged(dialect::charged);
    boolean whole = false;
    try {
      if (fault.isPresent()) {
        breakOff(call, fault.get(), reply);
      } else if (asked.streamed()) {
        dialect.stream(asked, reply, step.pace(), openStream(call.exchange()));
        whole = true;
      } else {
        send(call.exchange(), 200, dialect.whole(asked, reply));
        whole = true;
      }
    } finally {
      book(asked, whole ? 200 : Served.BROKEN_OFF, reply.usage());
    }
  }

  private ModelStep step(Asked asked) {
    if (asked.side().isPresent()) {
      return ModelStep.of(asked.side().get().answer());
    }
    Conversation conversation = asked.conversation();
    String otherwise = "done: " + excerpt(conversation.prompt(), 60);
    List<ModelStep> steps = script.steps(conversation.directives(), otherwise);
    return conversation.step() < steps.size()
        ? steps.get(conversation.step())
        : ModelStep.of(new ModelStep.Act.Say(otherwise));
  }

  /**
   * A fault that has been played often enough is over; streams only break when there is a stream.
   */
  private Optional<Fault> nextFault(Asked asked, ModelStep step) {
    Conversation conversation = asked.conversation();
    for (int i = 0; i < step.faults().size(); i++) {
      Fault fault = step.faults().get(i);
      String key =
          asked.session()
              + '\n'
              + conversation.length()
              + '\n'
              + conversation.step()
              + '\n'
              + i
              + '\n'
              + conversation.scriptText();
      if ((asked.streamed() || !fault.needsStream())
          && faultsPlayed.computeIfAbsent(key, ignored -> new AtomicInteger()).getAndIncrement()
              < fault.times()) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(Fault fault) {
    return switch (fault) {
      case Fault.Status(int code, int ignored, var headers, String message) ->
          Optional.of(new Refusal(code, message, false, headers));
      case Fault.LimitReached(var headers) ->
          Optional.of(new Refusal(429, "scripted end of the limit", true, headers));
      case Fault.Cut ignored -> Optional.empty();
      case Fault.MidError ignored -> Optional.empty();
      case Fault.Hang ignored -> Optional.empty();
    };
  }

  private void breakOff(Call call, Fault fault, ModelReply reply) throws IOException {
    EventStream stream = openStream(call.exchange());
    switch (fault) {
      case Fault.Status ignored -> throw new IllegalStateException("a status has no stream");
      case Fault.LimitReached ignored -> throw new IllegalStateException("a limit has no stream");
      case Fault.Cut ignored -> {
        dialect.half(call.asked(), reply, stream);
        throw new IOException(
            "scripted cut"); // makes the server close the connection without the last chunk
      }
      case Fault.MidError ignored -> dialect.failHalfway(call.asked(), reply, stream);
      case Fault.Hang ignored -> {
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

  private static EventStream openStream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    return new EventStream(exchange.getResponseBody());
  }

  private void book(Asked asked, int status, Tokens usage) {
    books.served(
        new Served(
            clock.instant(),
            dialect.api(),
            asked.side().map(SideCall::purpose).orElse(Served.CONVERSATION),
            asked.model(),
            asked.streamed(),
            excerpt(asked.conversation().prompt(), EXCERPT_LENGTH),
            asked.session(),
            asked.key(),
            status,
            usage));
  }

  private static String excerpt(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    refusal.headers().forEach(exchange.getResponseHeaders()::set);
    send(exchange, refusal.code(), dialect.error(refusal, clock.instant()));
  }

  private static void send(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
