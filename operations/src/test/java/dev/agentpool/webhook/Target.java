package dev.agentpool.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receives webhooks on loopback and remembers them. */
final class Target implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Manner manner = exchange -> exchange.sendResponseHeaders(204, -1);

  /** How it answers. */
  interface Manner {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** One delivery as it came. */
  record Received(HttpExchange exchange, byte[] body) {
    String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  Target() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          received.add(new Received(exchange, exchange.getRequestBody().readAllBytes()));
          manner.answer(exchange);
          exchange.close();
        });
    server.start();
  }

  Target answering(int status) {
    return answering(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  Target answering(Manner changed) {
    manner = changed;
    return this;
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String url() {
    return origin() + "/hook?a=1";
  }

  List<Received> received() {
    return received;
  }

  List<String> events() {
    return received.stream().map(one -> one.header("X-Agentpool-Event")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
