package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a daemon's MCP socket that holds every structured answer against its schema. */
final class McpClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final SocketChannel channel;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> notifications = new CopyOnWriteArrayList<>();
  private final Map<String, JsonNode> outputSchemas = new HashMap<>();
  private final CompletableFuture<JsonNode> refusal = new CompletableFuture<>();

  private McpClient(Path home) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(home.resolve("state/run/mcp.sock")));
    Thread.ofVirtual().start(this::read);
  }

  static McpClient connect(Path home, Path project, List<String> toolsets) throws Exception {
    return connect(home, project, toolsets, null);
  }

  static McpClient connect(Path home, Path project, List<String> toolsets, String compat)
      throws Exception {
    return connect(home, hello(project, toolsets, compat));
  }

  static McpClient connect(Path home, Map<String, Object> hello) throws Exception {
    McpClient client = said(home, hello);
    client.ask(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1")));
    client.send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    for (JsonNode tool : client.ask("tools/list", Map.of()).get("tools")) {
      client.outputSchemas.put(tool.get("name").asString(), tool.path("outputSchema"));
    }
    return client;
  }

  /** What the server says to a hello that it does not like. */
  static String refusalOf(Path home, Map<String, Object> hello) throws Exception {
    try (McpClient client = said(home, hello)) {
      return client.refusal.get(60, TimeUnit.SECONDS).toString();
    }
  }

  private static McpClient said(Path home, Map<String, Object> hello) throws Exception {
    McpClient client = new McpClient(home);
    client.send(hello);
    return client;
  }

  static Map<String, Object> hello(Path project, List<String> toolsets, String compat) {
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("dir", project.toString());
    hello.put("toolsets", toolsets);
    if (compat != null) {
      hello.put("compat", compat);
    }
    return hello;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(JSON.readTree(line));
      }
    } catch (IOException closed) {
      // by this side
    }
  }

  private void take(JsonNode message) throws IOException {
    if (message.path("id").isInt() && answers.containsKey(message.get("id").asInt())) {
      answers.get(message.get("id").asInt()).complete(message);
    } else if (message.has("error")) {
      refusal.complete(message);
    } else if (message.path("method").asString("").equals("ping")) {
      send(Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", Map.of()));
    } else {
      notifications.add(message);
    }
  }

  private synchronized void send(Object message) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends a request; its answer comes by {@link #answer}. */
  int begin(String method, Map<String, Object> params) throws IOException {
    int id = ids.incrementAndGet();
    answers.put(id, new CompletableFuture<>());
    send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    return id;
  }

  /** Begins a call that wants to hear of its progress. */
  int beginCall(String tool, Map<String, Object> arguments) throws IOException {
    return begin(
        "tools/call",
        Map.of(
            "name", tool, "arguments", arguments, "_meta", Map.of("progressToken", "p-" + tool)));
  }

  JsonNode answer(int id) throws Exception {
    return answers.get(id).get(60, TimeUnit.SECONDS);
  }

  JsonNode ask(String method, Map<String, Object> params) throws Exception {
    JsonNode answer = answer(begin(method, params));
    if (answer.has("error")) {
      throw new IllegalStateException(answer.get("error").toString());
    }
    return answer.get("result");
  }

  void cancel(int id) throws IOException {
    send(
        Map.of(
            "jsonrpc",
            "2.0",
            "method",
            "notifications/cancelled",
            "params",
            Map.of("requestId", id, "reason", "the test wants it")));
  }

  List<JsonNode> notifications(String method) {
    return notifications.stream()
        .filter(message -> message.path("method").asString("").equals(method))
        .toList();
  }

  /** The whole result of a call, after its structured part was held against the schema. */
  JsonNode call(String tool, Map<String, Object> arguments) throws Exception {
    return checked(tool, ask("tools/call", Map.of("name", tool, "arguments", arguments)));
  }

  private JsonNode checked(String tool, JsonNode result) {
    boolean isError = result.path("isError").asBoolean(false);
    JsonNode schema = outputSchemas.get(listed(tool));
    boolean isPromised = schema != null && !schema.isMissingNode();
    if (isPromised && (!isError || result.has("structuredContent"))) {
      assertThat(registry.getSchema(schema).validate(result.get("structuredContent")))
          .as("%s", result)
          .isEmpty();
    }
    return result;
  }

  /** The structured answer of a call that has to go well. */
  JsonNode data(String tool, Map<String, Object> arguments) throws Exception {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("isError").asBoolean(false)).as("%s", result).isFalse();
    return result.get("structuredContent");
  }

  /** The text of a call that has to go well. */
  String text(String tool, Map<String, Object> arguments) throws Exception {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("isError").asBoolean(false)).as("%s", result).isFalse();
    return textOf(result);
  }

  /** The same as JSON. */
  JsonNode json(String tool, Map<String, Object> arguments) throws Exception {
    return JSON.readTree(text(tool, arguments));
  }

  /** The message of a call that has to be an error. */
  String error(String tool, Map<String, Object> arguments) throws Exception {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("isError").asBoolean(false)).as("%s", result).isTrue();
    return textOf(result);
  }

  static String textOf(JsonNode result) {
    return result.get("content").get(0).get("text").asString();
  }

  /** Goes away without a word. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Former names are not listed: they answer as the tools they stand for. */
  private static String listed(String tool) {
    return tool.replaceFirst("^pool_(set|get|delete|list)_context$", "context_$1");
  }
}
