package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.config.Home;
import dev.agentpool.node.parts.NodeParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that embeds a daemon lives on when the daemon cannot start, and when it cannot end. */
class BrokenStartTest {
  @TempDir Path temp;
  private Home home;
  private Map<String, String> environment;

  @BeforeEach
  void home() {
    home = new Home(temp.resolve("h")).prepared();
    environment = Map.of("PATH", System.getenv("PATH"), "HOME", temp.toString(), "LANG", "C.UTF-8");
  }

  private Daemon daemon() throws Exception {
    return new Daemon(home, environment, NodeParts.Timings.STANDARD, () -> {});
  }

  /** Threads that a daemon starts and nobody else. */
  private static List<String> threads() {
    List<String> ours =
        List.of("ledger-writer", "awake-time", "node-timer", "claude-stalls", "tail", "spawn");
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> ours.stream().anyMatch(name::contains) || name.startsWith("qtp"))
        .sorted()
        .toList();
  }

  private static void awaitThreads(List<String> before) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(threads()).isEqualTo(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-id", "run/daemon.sock", "run/mcp.sock", "ledger.db"})
  void leavesNothingOpenWhereverItBreaks(String obstacle) throws Exception {
    List<String> before = threads();
    Path inTheWay = home.state().resolve(obstacle);
    Path within = Files.createDirectories(inTheWay).resolve("file");
    Files.writeString(within, "x");
    assertThatThrownBy(this::daemon);
    awaitThreads(before);
    Files.delete(within);
    Files.delete(inTheWay);
    try (Daemon daemon = daemon()) {
      assertThat(Files.exists(home.socket())).isTrue();
      daemon.stop(Duration.ZERO);
    }
    awaitThreads(before);
    assertThat(Files.exists(home.socket())).isFalse();
  }

  @Test
  void endsEverythingElseWhenOnePartCannotBeEnded() throws Exception {
    List<String> before = threads();
    Daemon daemon = daemon();
    daemon.stop(Duration.ZERO);
    Path socket = home.socket();
    Files.delete(socket);
    Files.createDirectories(socket.resolve("somebody"));
    assertThatThrownBy(daemon::close).hasMessageContaining("daemon.sock");
    awaitThreads(before);
    assertThat(Files.exists(socket.resolve("somebody"))).isTrue(); // it is not the daemon's
  }

  @Test
  void theHomeIsFreeForTheNextEmbeddedDaemonAndSharedWithNoOther() throws Exception {
    Path inTheWay = Files.createDirectories(home.state().resolve("run/mcp.sock/x"));
    assertThatThrownBy(() -> EmbeddedDaemon.start(home, environment, UnaryOperator.identity()));
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    try (EmbeddedDaemon first = EmbeddedDaemon.start(home, environment, UnaryOperator.identity())) {
      assertThatThrownBy(() -> EmbeddedDaemon.start(home, environment, UnaryOperator.identity()))
          .hasMessageContaining("another daemon serves");
      first.stop(Duration.ZERO);
    }
    EmbeddedDaemon.start(home, environment, UnaryOperator.identity()).close();
  }
}
