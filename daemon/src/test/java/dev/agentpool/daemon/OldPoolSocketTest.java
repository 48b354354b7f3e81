package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.poolsocket.LastingMcp;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.poolsocket.PoolLine;
import dev.agentpool.poolsocket.PoolStatus;
import dev.agentpool.poolsocket.SocketPlace;
import dev.agentpool.testkit.OldPool;
import dev.agentpool.testkit.ScriptedAgent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that the old program left is served on its own socket, as that program served it. */
class OldPoolSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  @TempDir Path temp;
  private Daemon daemon;
  private PoolConfig pool;
  private Path socket;

  @BeforeEach
  void open() throws Exception {
    Path project = Files.createDirectories(temp.resolve("shop")).toRealPath();
    Path root = OldPool.shop(project);
    Path file = root.resolve("pool.toml");
    Files.writeString(
        file, Files.readString(file).replace("[defaults]", "[defaults]\nprovider = \"scripted\""));
    DaemonHere.git(project, "init", "-q");
    DaemonHere.git(project, "commit", "--allow-empty", "-qm", "first");
    Path libexec = Files.createDirectories(temp.resolve("dist/libexec"));
    Files.createSymbolicLink(
        libexec.resolve("scripted-agent"),
        ScriptedAgent.install(Files.createDirectories(temp.resolve("agent"))));
    System.setProperty("agentpool.dist", temp.resolve("dist").toString());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", Files.createDirectories(temp.resolve("user")).toString());
    environment.put("AGENT_POOL_HOME", temp.resolve("h").toString());
    daemon =
        new Daemon(
            Home.of(environment).prepared(), environment, NodeParts.Timings.STANDARD, () -> {});
    pool = daemon.projects().open(project.toString());
    socket = SocketPlace.of(root);
    await().atMost(PATIENCE).until(() -> Files.exists(socket));
  }

  @AfterEach
  void close() throws Exception {
    daemon.stop(Duration.ZERO);
    daemon.close();
  }

  private PoolStatus status() throws IOException {
    try (PoolLine line = PoolLine.connect(socket)) {
      return line.status();
    }
  }

  private String asRole(String role, String... messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String said = String.join("\n", messages) + "\n";
    try (PoolLine line = PoolLine.connect(socket)) {
      new LastingMcp(
              socket,
              () -> PoolLine.connect(socket).mcp(role, ""),
              Duration.ofSeconds(60),
              System::nanoTime,
              out)
          .carry(
              line.mcp(role, ""), new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itSaysHowItStandsAndItsRolesHaveTheirTools() throws IOException {
    PoolStatus status = status();
    assertThat(status.pool()).isEqualTo("shop");
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.experts()).containsExactly("api", "auth", "frontend");
    String listed = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    assertThat(asRole("concierge", listed)).contains("\"dispatch\"").doesNotContain("send_task");
    assertThat(asRole("architect", listed)).contains("\"send_task\"").doesNotContain("dispatch");
    assertThat(asRole("auth", "not json")).contains("-32700");
    assertThatThrownBy(() -> asRole("auht", listed)).hasMessageContaining("did you mean \"auth\"");
  }

  @Test
  void whatIsAskedOfAnExpertIsToldToWhoeverWatches() throws Exception {
    List<PoolEvent> heard = new CopyOnWriteArrayList<>();
    List<String> begun = new CopyOnWriteArrayList<>();
    try (PoolLine watching = PoolLine.connect(socket)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              watching.subscribe(() -> begun.add("yes"), heard::add);
            } catch (IOException over) {
              begun.add("over");
            }
          });
      await().atMost(PATIENCE).until(() -> begun.contains("yes"));
      String answer =
          asRole(
              "concierge",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"dispatch\",\"arguments\":{\"expert\":\"auth\",\"message\":\"Which"
                  + " algorithm?\"}}}");
      assertThat(answer).contains("dispatched (id: cq-auth-");
      await()
          .atMost(PATIENCE)
          .until(() ->
              heard.stream()
                  .map(PoolEvent::type)
                  .toList()
                  .containsAll(List.of(PoolEvent.ROUTED, PoolEvent.SPAWNING, PoolEvent.COMPLETED)));
    }
    // beside what the old program's board says was done
    assertThat(status().counts().get("completed")).isGreaterThan(1);
  }

  @Test
  void aStoppedPoolHasNoSocketUntilItIsResumed() throws Exception {
    try (PoolLine line = PoolLine.connect(socket)) {
      line.stop();
    }
    await().atMost(PATIENCE).until(() -> daemon.engine().drains().isDrained(pool.id()));
    await().atMost(PATIENCE).until(() -> !Files.exists(socket));
    assertThatThrownBy(this::status).isInstanceOf(IOException.class);
    daemon.engine().drains().resume(pool.id());
    await().atMost(PATIENCE).until(() -> Files.exists(socket));
    assertThat(status().state()).isEqualTo("running");
  }

  @Test
  void aSocketThatSomebodyRemovedIsMadeAgain() throws Exception {
    Files.delete(socket);
    await().atMost(PATIENCE).until(() -> Files.exists(socket));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> status().pool().equals("shop"));
  }
}
