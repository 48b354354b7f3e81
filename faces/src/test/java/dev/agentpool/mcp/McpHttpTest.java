package dev.agentpool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamable HTTP with the SDK's own client. */
@Timeout(240)
class McpHttpTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private final BlockingQueue<TestDesk> desks = new LinkedBlockingQueue<>();
  private HttpHost host;

  @BeforeEach
  void start() {
    host =
        new HttpHost(
            McpHttpSettings.withTokens(List.of("one", "two")).withKeepAlive(Duration.ofMillis(100)),
            this::desk);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private McpDesk desk(McpHello hello) {
    TestDesk desk = new TestDesk(hello);
    desks.add(desk);
    return desk;
  }

  private McpClient.SyncSpec client(String query) {
    URI address = host.address();
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder(
                    address.getScheme() + "://" + address.getAuthority())
                .endpoint("/mcp" + query)
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer two"))
                .build())
        .requestTimeout(SOON);
  }

  private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
    return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
  }

  private static String textOf(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  @Test
  void aClientListsAndCallsTools() throws Exception {
    try (McpSyncClient client = client("").build()) {
      assertThat(client.initialize().serverInfo().version()).isEqualTo("7");
      assertThat(client.listTools().tools()).hasSize(9);
      String big = "ä€😀".repeat(400_000);
      assertThat(textOf(client.callTool(call("echo", Map.of("text", big))))).isEqualTo(big);
      assertThat(client.callTool(call("fail", Map.of())).isError()).isTrue();
      assertThat(
              client
                  .readResource(McpSchema.ReadResourceRequest.builder("pool://status").build())
                  .contents())
          .hasSize(1);
    }
    Awaitility.await().atMost(SOON).until(() -> host.mcp.sessions() == 0);
    TestDesk desk = desks.take();
    assertThat(desk.closed).hasValue(1);
    assertThat(desk.listeners).isEmpty();
  }

  @Test
  void theQueryChoosesTheDesk() throws Exception {
    try (McpSyncClient client = client("?dir=/p/q&toolsets=slots,agents&compat=mcp").build()) {
      client.initialize();
      assertThat(desks.take().hello)
          .isEqualTo(
              new McpHello(Path.of("/p/q"), List.of("slots", "agents"), McpHello.Compat.MCP));
    }
  }

  @Test
  void progressIsTold() {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (McpSyncClient client =
        client("").progressConsumer(progress -> told.add(progress.message())).build()) {
      client.initialize();
      McpSchema.CallToolRequest request =
          McpSchema.CallToolRequest.builder("count").progressToken("p").build();
      assertThat(textOf(client.callTool(request))).isEqualTo("counted");
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () -> // the client gives each to a thread of its own
              assertThat(told).containsExactlyInAnyOrder("step 1", "step 2", "step 3"));
    }
  }

  @Test
  void changesAreToldOverTheListeningStream() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (McpSyncClient client =
        client("")
            .promptsChangeConsumer(prompts -> told.add("prompts"))
            .resourcesUpdateConsumer(contents -> told.add("updated"))
            .build()) {
      client.initialize();
      TestDesk desk = desks.take();
      client.subscribeResource(McpSchema.SubscribeRequest.builder("pool://status").build());
      // the client opens its listening stream when it likes; what comes before is lost, as MCP says
      Awaitility.await()
          .atMost(SOON)
          .until(() -> {
            desk.listeners.forEach(McpDesk.DeskListener::promptsChanged);
            desk.listeners.forEach(listener -> listener.resourceUpdated("pool://status"));
            return told.containsAll(Set.of("prompts", "updated"));
          });
    }
  }

  @Test
  void aBlockedToolHoldsUpNothingElse() throws Exception {
    try (McpSyncClient client = client("").build()) {
      client.initialize();
      TestDesk desk = desks.take();
      CompletableFuture<String> blocked = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> blocked.complete(textOf(client.callTool(call("block", Map.of())))));
      desk.blocked.take();
      client.ping();
      assertThat(textOf(client.callTool(call("echo", Map.of("text", "hi"))))).isEqualTo("hi");
      desk.release.countDown();
      assertThat(blocked.get(60, TimeUnit.SECONDS)).isEqualTo("released");
    }
  }

  @Test
  void aServerThatStopsCancelsWhatRuns() throws Exception {
    McpSyncClient client = client("").build();
    client.initialize();
    TestDesk desk = desks.take();
    FutureTask<?> call = new FutureTask<>(() -> client.callTool(call("block", Map.of())));
    Thread.ofVirtual().start(call); // it fails: its connection ends
    desk.blocked.take();
    host.close();
    assertThat(desk.cancelled.poll(20, TimeUnit.SECONDS)).isEqualTo(Cancellation.SERVER_STOPPING);
    Awaitility.await().atMost(SOON).until(() -> desk.running.get() == 0);
    client.close();
  }
}
