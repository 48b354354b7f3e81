package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The byte pump for MCP, its configuration, and serving over HTTP. */
class FaceCommandsTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  /** What a client said until it ended its side; it is answered with these bytes, then closed. */
  private CompletableFuture<byte[]> mcpServer(byte[] answer) throws IOException {
    CompletableFuture<byte[]> said = new CompletableFuture<>();
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(temp.resolve("home/state/run/mcp.sock")));
    Thread.ofVirtual()
        .start(() -> {
          try (server;
              SocketChannel channel = server.accept()) {
            InputStream in = Channels.newInputStream(channel);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            ByteBuffer bytes = ByteBuffer.wrap(answer);
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            said.complete(all.toByteArray());
          } catch (IOException e) {
            said.completeExceptionally(e);
          }
        });
    return said;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void mcpCarriesEveryByteBothWaysBehindTheHello() throws IOException {
    byte[] input = new byte[300_000];
    new Random(1).nextBytes(input);
    String answer = "{\"jsonrpc\":\"2.0\"}\n".repeat(20_000);
    CompletableFuture<byte[]> said = mcpServer(answer.getBytes(StandardCharsets.UTF_8));
    Calls.Call call =
        calls.runWith(input, false, "mcp", "--toolsets", "lean,Slots", "--compat", "server");
    assertThat(call.code()).isZero();
    assertThat(call.out()).isEqualTo(answer);
    assertThat(call.err()).isEmpty();
    String hello =
        "{\"dir\":\""
            + temp.resolve("project")
            + "\",\"toolsets\":[\"lean\",\"slots\"],\"compat\":\"server\"}\n";
    assertThat(text(said.join())).isEqualTo(hello + text(input));
  }

  @Test
  void mcpOfAnAgentInASlotDoesNotStartItsDaemon() {
    Path home = temp.resolve("other");
    Calls.Call call =
        new Calls(home, temp, temp).with("AGENTPOOL_DAEMON_HOME", home.toString()).run("mcp");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("an agent in a slot");
    assertThat(home).doesNotExist();
  }

  @Test
  void mcpTakesItsToolsetsFromTheEnvironment() throws IOException {
    CompletableFuture<byte[]> said = mcpServer(new byte[0]);
    Calls named =
        calls.with("AGENTPOOL_MCP_TOOLSETS", "agents").with("AGENTPOOL_MCP_COMPAT", "MCP");
    assertThat(named.run("mcp").code()).isZero();
    assertThat(text(said.join())).contains("\"toolsets\":[\"agents\"],\"compat\":\"mcp\"}");
  }

  @Test
  void mcpPassesOnWhatTheFormerServerOfAgentsReadFromItsEnvironment() throws IOException {
    CompletableFuture<byte[]> said = mcpServer(new byte[0]);
    Calls former =
        calls
            .with("AGENTS_DIR", "old/agents")
            .with("EXPERTISE_DIR", "/e")
            .with("TASK_TIMEOUT_MS", "1000")
            .with("CLAUDE_CLI", "my-claude");
    assertThat(former.run("mcp").code()).isZero();
    assertThat(text(said.join()))
        .contains("\"agents_dir\":\"" + temp.resolve("project/old/agents") + "\"")
        .contains("\"expertise_dir\":\"/e\"", "\"task_timeout_ms\":\"1000\"")
        .contains("\"claude_cli\":\"my-claude\"")
        .doesNotContain("skills_dir");
  }

  @Test
  void mcpWritesNothingToStandardOutputWhenItCannot() {
    Calls.Call call = calls.run("mcp", "--compat", "both");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("server or mcp");
    assertThat(calls.run("mcp", "--toolsets", ",").code()).isEqualTo(2);
  }

  @Test
  void mcpConfigNamesTheLauncher() {
    Calls launched = calls.with("AGENTPOOL_LAUNCHER", "/opt/agentpool/agentpool");
    String home = temp.resolve("home").toString();
    String server =
        "{\"type\":\"stdio\",\"command\":\"/opt/agentpool/agentpool\",\"args\":[\"mcp\",\"--toolsets\",\"full\"],"
            + "\"env\":{\"AGENT_POOL_HOME\":\""
            + home
            + "\"}}";
    assertThat(launched.run("mcp-config", "--toolsets", "full").out())
        .isEqualTo("{\"mcpServers\":{\"agentpool\":" + server + "}}\n");
    assertThat(launched.run("mcp-config", "--toolsets", "full", "--entry").out())
        .isEqualTo(server + "\n");
    assertThat(launched.run("mcp-config", "--toolsets", "full", "--name", "agent-pool").out())
        .isEqualTo("{\"mcpServers\":{\"agent-pool\":" + server + "}}\n");
    assertThat(calls.run("mcp-config", "--name", "a b").code()).isEqualTo(2);
    assertThat(calls.run("mcp-config", "-C", temp.toString()).out())
        .contains("\"command\":\"agentpool\",\"args\":[\"mcp\",\"--dir\",\"" + temp + "\"]");
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void serveIsRefusedWithoutAToken() {
    Calls.Call call = calls.run("serve", "--port", "3200");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .contains("needs a token")
        .contains("--token-file")
        .contains("AGENTPOOL_TOKEN");
    assertThat(calls.run("serve", "--port", "99999", "--token", TOKEN).code()).isEqualTo(2);
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void servePrintsItsUrlsAndNeverItsToken() throws IOException {
    daemon.chunked(
        "POST /v1/serve",
        "text/event-stream",
        "id: 1\nevent: listening\ndata: {\"url\":\"http://127.0.0.1:3200\",\"port\":3200}\n\n");
    Path file = Files.writeString(temp.resolve("project/token"), TOKEN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Calls.Call call = calls.run("serve", "--token-file", "token", "--origin", "https://x.org");
    assertThat(call.out())
        .contains("http://127.0.0.1:3200/v1\n")
        .contains("http://127.0.0.1:3200/mcp\n")
        .contains("http://127.0.0.1:3200/openapi.json\n");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err())
        .contains("chmod 600")
        .contains("nothing is served any more")
        .doesNotContain(TOKEN);
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/serve {\"dir\":\""
                + temp.resolve("project")
                + "\",\"tokens\":[\""
                + TOKEN
                + "\"],\"origins\":[\"https://x.org\"]}");
    assertThat(calls.run("serve", "--token", TOKEN).err()).contains("can be seen by others");
    assertThat(calls.run("serve", "--token-file", "token").err())
        .contains("agents can read", "which walls hide");
    assertThat(calls.with("AGENTPOOL_TOKEN", TOKEN).run("serve", "--json").out())
        .contains("\"mcp\":\"http://127.0.0.1:3200/mcp\"");
  }
}
