package dev.agentpool.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentpool.testkit.model.ModelDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model API on loopback that plays what the prompt asks for, and speaks to each client as its
 * vendor does: Anthropic's Messages, OpenAI's Responses and Chat Completions, Google's Gemini.
 *
 * <p>The script is in the prompt: {@code @@tool Bash {"command":"ls"}@@ @@say done@@} calls a tool
 * at the first step and ends the turn at the second. Steps: {@code say TEXT}, {@code tool NAME
 * {json}}, {@code tools [{"name","input"},…]}, {@code maxtok TEXT}, {@code refuse TEXT}. How the
 * next step goes: {@code think TEXT}, {@code err CODE [TIMES] [RETRY-AFTER]}, {@code rlerr
 * {headers}}, {@code cut [TIMES]}, {@code miderr [TIMES]}, {@code hang}, {@code slow CHUNKS MS},
 * {@code usage IN CACHE_READ CACHE_WRITE [OUT [REASONING]]}, {@code rl {headers}}. A prompt without
 * directives is answered with {@code done:} and its beginning. What a client asks for itself, as a
 * title or which model to take, takes no step. {@code GET /admin/state} says what was served and
 * billed; {@code POST /admin/reset} forgets it.
 *
 * <p>Scripts keep no state in the server except how often a fault was played, so that tests can
 * share one. Usage follows a simulated prompt cache; prices are the list prices of Claude Code, so
 * that its {@code total_cost_usd} and {@link #billedMicrodollars} agree; what other vendors' models
 * would cost is not known here. Safe for use by many threads.
 */
public final class FakeModelApi implements AutoCloseable {
  private final JsonMapper json = JsonMapper.builder().build();
  private final ModelPrices prices = new ModelPrices();
  private final Billing billing = new Billing(prices);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;
  private final ExecutorService threads;
  private final ModelDesk desk;
  private final ServedState state;

  private FakeModelApi(HttpServer server, Clock clock) {
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.desk = new ModelDesk(json, clock, billing, closing);
    this.state = new ServedState(json);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts one on a free port. */
  public static FakeModelApi start() {
    return start(0, Clock.systemUTC());
  }

  /** Starts one on a port; 0 takes a free one. The clock ages the prompt cache. */
  public static FakeModelApi start(int port, Clock clock) {
    // Without it every chunk after the first waits for the reader's delayed acknowledgement, 40 ms.
    // Read once a JVM.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
      return new FakeModelApi(HttpServer.create(address, 0), clock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  /**
   * What {@code ANTHROPIC_BASE_URL} and {@code GOOGLE_GEMINI_BASE_URL} are to be; OpenAI's clients
   * want {@code /v1} behind it.
   */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests served so far, oldest first. */
  public List<ModelRequest> requests() {
    return billing.requests(true);
  }

  /**
   * The requests by which clients asked something for themselves, as a title for a session; they
   * took no step of a script.
   */
  public List<ModelRequest> sideRequests() {
    return billing.requests(false);
  }

  /** The bodies of the latest few requests, oldest first: what the model was really told. */
  public List<String> recentBodies() {
    return billing.bodies();
  }

  /** The cost of all answers that went out whole, rounded to the nearest micro-dollar. */
  public long billedMicrodollars() {
    return ServedState.microdollars(billing.nanodollars());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (!desk.serve(exchange)) {
      serveOther(exchange);
    }
    exchange
        .close(); // not in a finally: a handler that throws has its connection cut by the server
  }

  private void serveOther(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    switch (method + ' ' + path) {
      case "GET /v1/models" -> send(exchange, 200, models());
      case "GET /admin/state" -> send(exchange, 200, state());
      case "POST /admin/reset" -> {
        billing.reset();
        desk.reset();
        send(exchange, 200, state());
      }
      case "GET /" -> send(exchange, 200, json.createObjectNode().put("status", "ok"));
      default -> {
        if (method.equals("HEAD")) {
          exchange.sendResponseHeaders(200, -1);
        } else {
          send(exchange, 404, notFound(method, path));
        }
      }
    }
  }

  /** Each entry is what Anthropic's clients look for and what OpenAI's do. */
  private ObjectNode models() {
    ObjectNode page = json.createObjectNode().put("object", "list");
    for (String model : prices.models()) {
      page.withArray("data")
          .addObject()
          .put("type", "model")
          .put("object", "model")
          .put("id", model)
          .put("display_name", model)
          .put("owned_by", "agentpool-testkit");
    }
    return page.put("has_more", false);
  }

  private ObjectNode notFound(String method, String path) {
    ObjectNode error = json.createObjectNode().put("type", "error");
    error
        .putObject("error")
        .put("type", "not_found_error")
        .put("message", "no " + method + ' ' + path);
    return error;
  }

  private ObjectNode state() {
    return state.of(billing.requests(true), billing.requests(false), billing.nanodollars());
  }

  private static void send(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /**
   * Runs one by itself: {@code --port N} (default a free one). Prints its base URL and serves until
   * it is ended.
   */
  public static void main(String[] arguments) throws InterruptedException {
    int port = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--port") && i + 1 < arguments.length) {
        port = Integer.parseInt(arguments[++i]);
      } else {
        System.err.println("usage: FakeModelApi [--port N]");
        System.exit(2);
      }
    }
    try (FakeModelApi api = start(port, Clock.systemUTC())) {
      System.out.println(api.baseUrl());
      new CountDownLatch(1).await();
    }
  }
}
