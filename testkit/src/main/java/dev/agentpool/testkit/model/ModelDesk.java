package dev.agentpool.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/** All dialects of the fake API behind one port; a request goes by its path. Many threads. */
public final class ModelDesk {
  /** Makes Codex, which tries a web socket first, go on by HTTP at once. */
  private static final Refusal NO_WEB_SOCKETS =
      Refusal.of(426, "this API has no web sockets; use POST");

  private final Endpoint messages;
  private final Endpoint responses;
  private final Endpoint chat;
  private final Endpoint gemini;

  /** What wants to know of each request. */
  public interface Books {
    /** A request came in; called before it is read. */
    void asked(String body);

    /** A request was answered, or its answer broke off. */
    void served(Served request);
  }

  /** What hangs lets go when {@code closing} comes to zero. */
  public ModelDesk(JsonMapper json, Clock clock, Books books, CountDownLatch closing) {
    messages = new Endpoint(new MessagesDialect(json), json, clock, books, closing);
    responses = new Endpoint(new ResponsesDialect(json), json, clock, books, closing);
    chat = new Endpoint(new ChatDialect(json), json, clock, books, closing);
    gemini = new Endpoint(new GeminiDialect(json), json, clock, books, closing);
  }

  /** Forgets which faults were played how often. */
  public void reset() {
    List.of(messages, responses, chat, gemini).forEach(Endpoint::reset);
  }

  /** Whether it was a request of any dialect; it is answered then. */
  public boolean serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("GET") && path.equals("/v1/responses")) {
      responses.refuse(exchange, NO_WEB_SOCKETS);
      return true;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return false;
    }
    switch (path) {
      case "/v1/messages" -> messages.serve(exchange);
      case "/v1/messages/count_tokens" -> messages.countTokens(exchange, "input_tokens");
      case "/v1/responses" -> responses.serve(exchange);
      case "/v1/chat/completions" -> chat.serve(exchange);
      default -> {
        if (!GeminiDialect.isPath(path)) {
          return false;
        }
        if (path.endsWith(":countTokens")) {
          gemini.countTokens(exchange, "totalTokens");
        } else {
          gemini.serve(exchange);
        }
      }
    }
    return true;
  }
}
