package dev.agentpool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket behind a byte pump, as clients start it: an MCP server on standard input. */
@Timeout(240)
class McpStdioTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;
  private final TestDesk desk = new TestDesk();
  private Path socket;
  private McpSocketServer server;

  @BeforeEach
  void start() throws Exception {
    socket = temp.resolve("run/mcp.sock");
    server = McpSocketServer.start(socket, _ -> desk);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> pump() throws Exception {
    Path classes =
        Path.of(StdioPump.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classes.toString(),
        StdioPump.class.getName(),
        socket.toString(),
        "{}");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void theSdksClientSpeaksWithTheSocketThroughThePump() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    ServerParameters parameters = ServerParameters.builder(java()).args(pump()).build();
    try (McpSyncClient client =
        McpClient.sync(new StdioClientTransport(parameters, Wire.mapper()))
            .requestTimeout(SOON)
            .progressConsumer(progress -> told.add(progress.message()))
            .build()) {
      assertThat(client.initialize().instructions()).isEqualTo("do as told");
      assertThat(client.listTools().tools()).hasSize(9);
      String text = "line\nline \u2028 ä€😀".repeat(50_000);
      McpSchema.CallToolResult echo =
          client.callTool(
              McpSchema.CallToolRequest.builder("echo").arguments(Map.of("text", text)).build());
      assertThat(((McpSchema.TextContent) echo.content().getFirst()).text()).isEqualTo(text);
      client.callTool(McpSchema.CallToolRequest.builder("count").progressToken("p").build());
      Awaitility.await().atMost(SOON).until(() -> told.size() == 3);
    }
    Awaitility.await().atMost(SOON).until(() -> server.connections() == 0);
  }

  @Test
  void aKilledClientProcessIsNoticedInMidCall() throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(java()));
    command.addAll(pump());
    Process process =
        new ProcessBuilder(command).redirectOutput(temp.resolve("o").toFile()).start();
    for (String line :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"block\"}}")) {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    process.getOutputStream().flush();
    desk.blocked.take();
    process.destroyForcibly();
    assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
    Awaitility.await().atMost(SOON).until(() -> server.connections() == 0);
  }
}
