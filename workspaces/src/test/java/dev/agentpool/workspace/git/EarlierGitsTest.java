package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed daemon told its gits to do is over before the next one begins. */
@Timeout(240)
class EarlierGitsTest {
  @TempDir Path temp;

  /** A git that is kept for changes of branches, as a daemon has it. */
  private Process kept(Path home) throws IOException {
    run("git", "init", "-q", temp.resolve("repository").toString());
    ProcessBuilder builder =
        new ProcessBuilder(
            "git", "-C", temp.resolve("repository").toString(), "update-ref", "--stdin");
    builder.environment().putAll(Map.of(EarlierGits.VARIABLE, home.toString()));
    return builder.start();
  }

  private static void run(String... words) throws IOException {
    assertThat(new ProcessBuilder(words).inheritIO().start().onExit().join().exitValue()).isZero();
  }

  @Test
  void oneThatGoesOnIsEndedAndThatOfAnotherDaemonIsNot() throws Exception {
    Process ours = kept(temp.resolve("home"));
    Process others = kept(temp.resolve("home2"));
    try {
      EarlierGits.awaitEnd(temp.resolve("home"), Duration.ofMillis(100));
      assertThat(ours.isAlive()).isFalse();
      assertThat(others.isAlive()).isTrue();
    } finally {
      List.of(ours, others).forEach(Process::destroyForcibly);
    }
  }

  /** As when its daemon is gone: its input ends, and what it was told is done. */
  @Test
  void oneThatHasSomethingToDoMayDoIt() throws Exception {
    Path home = temp.resolve("home");
    Process git = kept(home);
    CompletableFuture<Void> waited =
        CompletableFuture.runAsync(() -> EarlierGits.awaitEnd(home, Duration.ofSeconds(50)));
    try (var in = git.getOutputStream()) {
      assertThat(waited).isNotDone();
      in.write("start\ncommit\n".getBytes(StandardCharsets.UTF_8));
    }
    waited.join();
    assertThat(git.waitFor()).isZero();
  }
}
