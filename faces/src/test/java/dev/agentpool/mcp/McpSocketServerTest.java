package dev.agentpool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.mcp.ToolCall.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The unix socket, spoken to byte by byte. */
@Timeout(240)
class McpSocketServerTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;
  private final BlockingQueue<TestDesk> desks = new LinkedBlockingQueue<>();
  private Path socket;
  private McpSocketServer server;

  @BeforeEach
  void start() throws Exception {
    socket = temp.resolve("run/mcp.sock");
    server = McpSocketServer.start(socket, this::desk);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private McpDesk desk(McpHello hello) {
    if (hello.toolsets().contains("nonsense")) {
      throw new McpRefused("there is no toolset 'nonsense'");
    }
    if (hello.toolsets().contains("crash")) {
      throw new IllegalStateException("the ledger is away");
    }
    TestDesk desk = new TestDesk(hello);
    desks.add(desk);
    return desk;
  }

  private TestDesk opened() throws InterruptedException {
    TestDesk desk = desks.poll(20, TimeUnit.SECONDS);
    assertThat(desk).isNotNull();
    return desk;
  }

  private void awaitNoSession() {
    Awaitility.await().atMost(SOON).until(() -> server.connections() == 0);
  }

  private static String textOf(JsonNode answer) {
    return answer.get("result").get("content").get(0).get("text").asString();
  }

  @Test
  void theSocketIsForThisUserOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatOthersMayEnterIsRefused() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> McpSocketServer.start(open.resolve("s"), this::desk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700");
  }

  @Test
  void aSecondServerIsRefusedAndALeftoverIsReplaced() throws Exception {
    assertThatThrownBy(() -> McpSocketServer.start(socket, this::desk))
        .hasMessageContaining("another process");
    server.close();
    Files.createFile(socket);
    server = McpSocketServer.start(socket, this::desk);
    LineClient.ready(socket).close();
  }

  @Test
  void theHelloChoosesTheDesk() throws Exception {
    try (LineClient client = new LineClient(socket)) {
      client.send("{\"dir\":\"/p/q\",\"toolsets\":[\"slots\",\"agents\"],\"compat\":\"server\"}");
      JsonNode answer = client.initialize();
      assertThat(answer.get("result").get("serverInfo").get("version").asString()).isEqualTo("7");
      assertThat(answer.get("result").get("instructions").asString()).isEqualTo("do as told");
      McpHello hello = opened().hello;
      assertThat(hello)
          .isEqualTo(
              new McpHello(Path.of("/p/q"), List.of("slots", "agents"), McpHello.Compat.SERVER));
    }
  }

  @Test
  void aBadHelloIsAnsweredWithTheReasonAndTheConnectionCloses() throws Exception {
    List<List<String>> cases =
        List.of(
            List.of("what?", "no JSON object"),
            List.of("[]", "no JSON object"),
            List.of("{\"dirr\":\"/p\"}", "did you mean 'dir'"),
            List.of("{\"dir\":\"p\"}", "absolute"),
            List.of("{\"dir\":7}", "dir has to be a text"),
            List.of("{\"compat\":\"x\"}", "'server' or 'mcp'"),
            List.of("{\"toolsets\":\"x\"}", "list of names"),
            List.of("{\"toolsets\":[\"nonsense\"]}", "no toolset 'nonsense'"),
            List.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "JSON-RPC already"));
    for (List<String> one : cases) {
      try (LineClient client = new LineClient(socket)) {
        client.send(one.get(0));
        JsonNode refusal = client.next();
        assertThat(refusal.get("error").get("message").asString()).contains(one.get(1), "hello");
        assertThat(refusal.get("id").isNull()).isTrue();
        assertThat(client.next()).isNull();
      }
    }
    awaitNoSession();
  }

  @Test
  void aDeskThatCannotBeOpenedIsSaid() throws Exception {
    try (LineClient client = new LineClient(socket)) {
      client.send("{\"toolsets\":[\"crash\"]}");
      assertThat(client.next().get("error").get("message").asString())
          .contains("agentpool itself failed", "the ledger is away");
      assertThat(client.next()).isNull();
    }
  }

  @Test
  void whatIsNoMessageIsAnsweredAndTheSessionGoesOn() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      List<byte[]> garbage =
          List.of(
              "garbage".getBytes(StandardCharsets.UTF_8),
              "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.UTF_8),
              new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'},
              "[]".getBytes(StandardCharsets.UTF_8),
              "null".getBytes(StandardCharsets.UTF_8),
              "{\"id\":4,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8),
              "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}"
                  .getBytes(StandardCharsets.UTF_8),
              "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}"
                  .getBytes(StandardCharsets.UTF_8),
              "{\"jsonrpc\":\"2.0\",\"id\":5}".getBytes(StandardCharsets.UTF_8),
              ("{\"a\":".repeat(3000) + "1" + "}".repeat(3000)).getBytes(StandardCharsets.UTF_8));
      for (byte[] bytes : garbage) {
        client.sendBytes(bytes);
        client.sendBytes(new byte[] {'\n'});
        assertThat(client.next().has("error"))
            .as(new String(bytes, 0, Math.min(60, bytes.length), StandardCharsets.UTF_8))
            .isTrue();
      }
      client.send("");
      client.send("\r");
      client.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
      client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard-of\"}");
      assertThat(client.ask(1, "ping", "{}").has("result")).isTrue();
      assertThat(client.ask(2, "no/such", "{}").get("error").get("code").asInt()).isEqualTo(-32601);
    }
  }

  @Test
  void aMessageThatIsTooLongIsRefusedAndTheSessionGoesOn() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      byte[] long16 = new byte[(16 << 20) + 1];
      java.util.Arrays.fill(long16, (byte) 'x');
      client.sendBytes(long16);
      client.sendBytes(new byte[] {'\n'});
      assertThat(client.next().get("error").get("message").asString()).contains("too long");
      assertThat(client.ask(1, "ping", "{}").has("result")).isTrue();
    }
  }

  @Test
  void messagesOfManyMegabytesComeThroughBothWays() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      String text = "ä€😀x".repeat(500_000);
      JsonNode answer =
          client.ask(
              1, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"" + text + "\"}}");
      assertThat(textOf(answer)).isEqualTo(text);
    }
  }

  @Test
  void aRequestBeforeInitializeIsRefusedButAPingIsNot() throws Exception {
    try (LineClient client = new LineClient(socket)) {
      client.send("{}");
      assertThat(client.ask(1, "tools/list", "{}").get("error").get("message").asString())
          .contains("initialize first");
      assertThat(client.ask(2, "ping", "{}").has("result")).isTrue();
      client.initialize();
      assertThat(client.ask(3, "tools/list", "{}").has("result")).isTrue();
      assertThat(
              client
                  .ask(4, "initialize", "{\"protocolVersion\":\"x\"}")
                  .get("error")
                  .get("message")
                  .asString())
          .contains("already");
    }
  }

  @Test
  void aBlockedToolHoldsUpNothingElse() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      TestDesk desk = opened();
      client.call(1, "block", "{}");
      client.call(2, "block", "{}");
      desk.blocked.take();
      desk.blocked.take();
      assertThat(client.ask(3, "ping", "{}").has("result")).isTrue();
      assertThat(
              textOf(
                  client.ask(
                      4, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}}")))
          .isEqualTo("hi");
      desk.release.countDown();
      List<Integer> answered = new ArrayList<>();
      answered.add(client.next().get("id").asInt());
      answered.add(client.next().get("id").asInt());
      assertThat(answered).containsExactlyInAnyOrder(1, 2);
    }
  }

  @Test
  void aCancelledCallRunsItsHookAndIsNotAnswered() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      TestDesk desk = opened();
      client.call("\"a\"", "block", "{}");
      client.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
              + "\"params\":{\"requestId\":\"a\"}}");
      assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.REQUESTED);
      Awaitility.await().atMost(SOON).until(() -> desk.running.get() == 0);
      client.request(5, "ping", "{}");
      assertThat(client.next().get("id").asInt()).isEqualTo(5); // nothing for "a" came before
      client.call("\"a\"", "echo", "{\"text\":\"again\"}"); // the id is free again
      assertThat(textOf(client.next())).isEqualTo("again");
    }
  }

  @Test
  void theIdOfARunningCallCannotBeUsedTwice() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      TestDesk desk = opened();
      client.call(1, "block", "{}");
      client.call(1, "echo", "{\"text\":\"x\"}");
      assertThat(client.next().get("error").get("message").asString()).contains("in use");
      desk.release.countDown();
      assertThat(textOf(client.next())).isEqualTo("released");
    }
  }

  @Test
  void aClientThatVanishesInMidCallLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      LineClient client = LineClient.ready(socket);
      TestDesk desk = opened();
      client.call(1, "block", "{}");
      desk.blocked.take();
      client.close();
      assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(desk.running).hasValue(0);
            assertThat(desk.closed).hasValue(1);
            assertThat(desk.listeners).isEmpty();
          });
    }
    awaitNoSession();
  }

  @Test
  void noThreadIsLeftOfClientsThatVanishedAndAServerThatStopped() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (LineClient client = LineClient.ready(socket)) {
        TestDesk desk = opened();
        client.call(1, "block", "{}");
        desk.blocked.take();
        desk.listeners.getFirst().toolsChanged();
      }
    }
    assertThat(VirtualThreads.named("mcp", temp)).isNotEmpty();
    awaitNoSession();
    server.close();
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(VirtualThreads.named("mcp", temp)).isEmpty());
  }

  @Test
  void aHundredClientsAreServedAtOnce() throws Exception {
    List<LineClient> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(LineClient.ready(socket));
    }
    for (int round = 0; round < 10; round++) {
      for (LineClient client : clients) {
        client.call(round, "echo", "{\"text\":\"round " + round + "\"}");
      }
      for (LineClient client : clients) {
        assertThat(textOf(client.next())).isEqualTo("round " + round);
      }
    }
    for (LineClient client : clients) {
      client.close();
    }
    awaitNoSession();
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNeitherOthersNorTheStop() throws Exception {
    try (LineClient deaf = LineClient.ready(socket);
        LineClient other = LineClient.ready(socket)) {
      String text = "x".repeat(1 << 20);
      for (int i = 0; i < 8; i++) {
        deaf.call(i, "echo", "{\"text\":\"" + text + "\"}");
      }
      assertThat(other.ask(1, "ping", "{}").has("result")).isTrue();
      server.close();
      awaitNoSession();
    }
  }

  @Test
  void aClientThatOnlyStopsToSendGetsItsAnswersYet() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      TestDesk desk = opened();
      client.call(1, "block", "{}");
      desk.blocked.take();
      client.endOfInput();
      client.until(message -> message.path("method").asString("").equals("ping"));
      assertThat(desk.cancelled).isEmpty();
      desk.release.countDown();
      assertThat(textOf(client.until(message -> message.path("id").asString("").equals("1"))))
          .isEqualTo("released");
    }
    awaitNoSession();
  }

  @Test
  void aServerThatStopsCancelsWhatRunsAndClosesTheConnections() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      TestDesk desk = opened();
      client.call(1, "block", "{}");
      desk.blocked.take();
      server.close();
      assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.SERVER_STOPPING);
      assertThat(client.next()).isNull();
      assertThat(Files.exists(socket)).isFalse();
    }
    awaitNoSession();
  }

  @Test
  void progressIsToldInOrderAndOnlyWhenItGrows() throws Exception {
    try (LineClient client = LineClient.ready(socket)) {
      client.request(1, "tools/call", "{\"name\":\"count\",\"_meta\":{\"progressToken\":\"p\"}}");
      for (int i = 1; i <= 3; i++) {
        JsonNode params = client.next().get("params");
        assertThat(params.get("progressToken").asString()).isEqualTo("p");
        assertThat(params.get("progress").asInt()).isEqualTo(i);
        assertThat(params.get("message").asString()).isEqualTo("step " + i);
      }
      assertThat(textOf(client.next())).isEqualTo("counted");
      client.call(2, "count", "{}"); // nobody asked for progress
      assertThat(textOf(client.next())).isEqualTo("counted");
    }
  }
}
