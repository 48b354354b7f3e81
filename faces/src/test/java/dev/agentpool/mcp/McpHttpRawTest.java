package dev.agentpool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mcp.ToolCall.Cancellation;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streamable HTTP, request by request: who comes in, what is refused, who is lost. */
@Timeout(240)
class McpHttpRawTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
      """;
  @TempDir Path temp;
  private final BlockingQueue<TestDesk> desks = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpHost host;

  @BeforeEach
  void start() {
    host =
        new HttpHost(
            McpHttpSettings.withTokens(List.of("secret"))
                .allowing(Set.of("pool.example.org"), Set.of("https://example.org"))
                .withKeepAlive(Duration.ofMillis(50)),
            hello -> {
              if (hello.toolsets().contains("nonsense")) {
                throw new McpRefused("there is no toolset 'nonsense'");
              }
              if (hello.toolsets().contains("crash")) {
                throw new IllegalStateException("the ledger is away");
              }
              TestDesk desk = new TestDesk(hello);
              desks.add(desk);
              return desk;
            });
  }

  @AfterEach
  void stop() {
    http.close();
    host.close();
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(host.address().resolve("/mcp" + query))
        .header("Authorization", "Bearer secret")
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(HttpRequest.Builder request, String body) throws Exception {
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private String session() throws Exception {
    HttpResponse<String> response = post(request(""), INITIALIZE);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private HttpRequest.Builder in(String session) {
    return request("").header("Mcp-Session-Id", session);
  }

  private static JsonNode problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return JSON.readTree(response.body());
  }

  /** Connects and sends a request with these headers and what every request has. */
  private Socket raw(String method, String headers, String body) throws Exception {
    Socket socket = new Socket("127.0.0.1", host.address().getPort());
    String request =
        String.join(
            "\r\n",
            method + " /mcp HTTP/1.1",
            headers + "Authorization: Bearer secret",
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "Content-Length: " + body.length(),
            "",
            body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String inSession(String session) {
    return "Host: localhost\r\nMcp-Session-Id: " + session + "\r\n";
  }

  /** Sends a request line and headers as they are, and reads the answer's status. */
  private int statusOf(String headers) throws Exception {
    try (Socket socket = raw("POST", headers + "Connection: close\r\n", INITIALIZE)) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @Test
  void withoutTheTokenNobodyComesIn() throws Exception {
    HttpRequest.Builder naked = HttpRequest.newBuilder(host.address());
    HttpResponse<String> response = post(naked, PING);
    assertThat(problem(response, 401).get("code").asString()).isEqualTo("unauthorized");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"agentpool\"");
    for (String wrong :
        List.of("Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Basic secret")) {
      HttpResponse<String> refused =
          post(HttpRequest.newBuilder(host.address()).header("Authorization", wrong), PING);
      problem(refused, 401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .contains("invalid_token");
    }
    assertThat(
            post(request("").setHeader("Authorization", "bearer  secret"), INITIALIZE).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRefusedRequestLeavesTheConnectionUsable() throws Exception {
    for (int i = 0; i < 100; i++) {
      problem(post(HttpRequest.newBuilder(host.address()), PING.repeat(i * 20)), 401);
    }
  }

  @Test
  void onlyLoopbackNamesAndConfiguredOnesAreAnsweredTo() throws Exception {
    for (String good :
        List.of(
            "localhost",
            "LOCALHOST:99",
            "127.0.0.1:1",
            "127.9.9.9",
            "[::1]:4",
            "pool.example.org")) {
      assertThat(statusOf("Host: " + good + "\r\n")).as(good).isEqualTo(200);
    }
    for (String bad :
        List.of(
            "evil.com",
            "localhost.evil.com",
            "127.0.0.1.evil.com",
            "evil.com:80",
            "0.0.0.0",
            "10.0.0.1")) {
      assertThat(statusOf("Host: " + bad + "\r\n")).as(bad).isEqualTo(403);
    }
  }

  @Test
  void onlyPagesOfLoopbackAndConfiguredOriginsMayCall() throws Exception {
    for (String good :
        List.of("http://localhost:3000", "http://127.0.0.1", "https://example.org")) {
      assertThat(statusOf("Host: localhost\r\nOrigin: " + good + "\r\n")).as(good).isEqualTo(200);
    }
    for (String bad :
        List.of(
            "https://evil.com",
            "null",
            "http://localhost.evil.com",
            "https://example.org.evil.com",
            "::")) {
      assertThat(statusOf("Host: localhost\r\nOrigin: " + bad + "\r\n")).as(bad).isEqualTo(403);
    }
  }

  @Test
  void aBadHelloIsRefusedWithTheReason() throws Exception {
    assertThat(problem(post(request("?toolset=x"), INITIALIZE), 400).get("detail").asString())
        .contains("did you mean 'toolsets'?");
    assertThat(
            problem(post(request("?toolsets=nonsense"), INITIALIZE), 400).get("detail").asString())
        .isEqualTo("there is no toolset 'nonsense'");
    assertThat(problem(post(request("?dir=a/b"), INITIALIZE), 400).get("detail").asString())
        .contains("absolute");
    assertThat(host.mcp.sessions()).isZero();
  }

  @Test
  void aDeskThatCannotBeOpenedIsSaid() throws Exception {
    assertThat(problem(post(request("?toolsets=crash"), INITIALIZE), 500).get("detail").asString())
        .contains("agentpool itself failed", "the ledger is away");
  }

  @Test
  void theHelloMayComeInHeaders() throws Exception {
    post(
        request("?compat=server")
            .header("X-Agentpool-Toolsets", "slots, agents")
            .header("X-Agentpool-Compat", "mcp"),
        INITIALIZE);
    McpHello hello = desks.take().hello;
    assertThat(hello.toolsets()).containsExactly("slots", "agents");
    assertThat(hello.compat()).isEqualTo(McpHello.Compat.SERVER);
  }

  @Test
  void whatIsNoMessageIsRefusedAndTheSessionGoesOn() throws Exception {
    String session = session();
    for (String garbage :
        List.of(
            "garbage",
            "",
            "[]",
            "null",
            "{\"id\":1,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\"}")) {
      HttpResponse<String> response = post(in(session), garbage);
      assertThat(response.statusCode()).as(garbage).isEqualTo(400);
      assertThat(response.body()).contains("\"error\"").doesNotContain("stackTrace");
    }
    HttpResponse<String> broken =
        send(in(session).POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'})));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("not UTF-8");
    assertThat(post(in(session), PING).body()).contains("\"result\"");
  }

  @Test
  void aMessageThatIsTooLongIsRefused() throws Exception {
    HttpResponse<String> response = post(in(session()), "x".repeat((16 << 20) + 1));
    problem(response, 413);
  }

  @Test
  void wrongMethodsTypesVersionsAndSessionsAreRefused() throws Exception {
    HttpResponse<String> put = send(request("").PUT(BodyPublishers.ofString(PING)));
    problem(put, 405);
    assertThat(put.headers().firstValue("Allow")).hasValue("GET, POST, DELETE");
    assertThat(post(request("").setHeader("Content-Type", "text/plain"), PING).statusCode())
        .isEqualTo(415);
    problem(post(request("").header("MCP-Protocol-Version", "1999-01-01"), PING), 400);
    HttpResponse<String> unknown = post(in("no-such-session"), PING);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"error\"").doesNotContain("stackTrace");
    assertThat(post(request(""), PING).statusCode()).isEqualTo(400);
    problem(send(in("no-such-session").GET()), 404);
  }

  @Test
  void aCancelledCallRunsItsHookAndIsNotAnswered() throws Exception {
    String session = session();
    TestDesk desk = desks.take();
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(
            in(session).POST(BodyPublishers.ofString(block(7))).build(), BodyHandlers.ofString());
    desk.blocked.take();
    HttpResponse<String> accepted =
        post(
            in(session),
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                + "\"params\":{\"requestId\":7}}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.REQUESTED);
    assertThat(call.get(60, TimeUnit.SECONDS).body()).doesNotContain("\"id\":7");
    Awaitility.await().atMost(SOON).until(() -> desk.running.get() == 0);
  }

  private static String block(int id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"block\"}}";
  }

  @Test
  void aSilentCallIsKeptAliveByComments() throws Exception {
    String session = session();
    TestDesk desk = desks.take();
    CompletableFuture<HttpResponse<java.io.InputStream>> call =
        http.sendAsync(
            in(session).POST(BodyPublishers.ofString(block(7))).build(),
            BodyHandlers.ofInputStream());
    try (java.io.InputStream body = call.get(60, TimeUnit.SECONDS).body()) {
      byte[] first = body.readNBytes(2 * ": still here\n\n".length());
      assertThat(new String(first, StandardCharsets.UTF_8)).startsWith(": still here\n\n");
      desk.release.countDown();
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("released");
    }
  }

  @Test
  void aClientThatVanishesInMidCallIsNoticed() throws Exception {
    for (int i = 0; i < 5; i++) {
      String session = session();
      TestDesk desk = desks.take();
      try (Socket _ = raw("POST", inSession(session), block(3))) {
        desk.blocked.take();
      }
      assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
      Awaitility.await().atMost(SOON).until(() -> desk.running.get() == 0);
      assertThat(post(in(session), PING).body()).contains("\"result\""); // the session is there yet
    }
  }

  @Test
  void noThreadIsLeftOfListenersThatVanished() throws Exception {
    String session = session();
    for (int i = 0; i < 10; i++) {
      try (Socket socket = raw("GET", inSession(session), "")) {
        socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      }
    }
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(VirtualThreads.named("mcp", temp)).isEmpty());
    assertThat(post(in(session), PING).body()).contains("\"result\"");
  }

  @Test
  void aSessionThatIsNotUsedAnyMoreEnds() throws Exception {
    BlockingQueue<TestDesk> opened = new LinkedBlockingQueue<>();
    McpHttpSettings impatient =
        new McpHttpSettings(
            List.of(), Set.of(), Set.of(), Duration.ofSeconds(1), Duration.ofMillis(100));
    try (HttpHost shortLived =
        new HttpHost(
            impatient,
            hello -> {
              opened.add(new TestDesk(hello));
              return opened.element();
            })) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(shortLived.address())
              .header("Accept", "application/json, text/event-stream")
              .header("Content-Type", "application/json");
      post(request, INITIALIZE);
      Awaitility.await().atMost(SOON).until(() -> shortLived.mcp.sessions() == 0);
      Awaitility.await().atMost(SOON).until(() -> opened.element().closed.get() == 1);
    }
  }

  @Test
  void aDeletedSessionCancelsWhatRunsAndIsGone() throws Exception {
    String session = session();
    TestDesk desk = desks.take();
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(
            in(session).POST(BodyPublishers.ofString(block(7))).build(), BodyHandlers.ofString());
    desk.blocked.take();
    assertThat(send(in(session).DELETE()).statusCode()).isEqualTo(200);
    assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
    call.get(60, TimeUnit.SECONDS);
    assertThat(desk.closed).hasValue(1);
    assertThat(host.mcp.sessions()).isZero();
    assertThat(post(in(session), PING).statusCode()).isEqualTo(404);
  }
}
