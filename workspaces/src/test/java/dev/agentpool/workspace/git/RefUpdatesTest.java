package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefUpdatesTest extends WorkspaceTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(3);
  private Path repository;
  private Path log;
  private String head;

  @BeforeEach
  void countThem() {
    repository = project.dir().resolve(".git");
    log = temp.resolve("log");
    head = project.head();
  }

  private Git git() throws IOException {
    return git("echo $$ >> '" + log + "'; exec git \"$@\"");
  }

  private Git git(String body) throws IOException {
    return new Git(
        script(body), environment(), Duration.ofSeconds(5), Pause.real(), Clock.systemUTC());
  }

  private List<String> started() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void manyBranchesAreMadeAndDroppedByOneGit() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    for (int i = 0; i < 20; i++) {
      assertThat(updates.created(repository, "agentpool/b" + i, head)).isTrue();
    }
    assertThat(project.branches()).hasSize(21);
    for (int i = 0; i < 20; i++) {
      assertThat(updates.deleted(repository, "agentpool/b" + i, head)).isTrue();
    }
    assertThat(project.branches()).containsExactly("main");
    assertThat(started()).hasSize(1);
  }

  @Test
  void aBranchThatIsThereIsNotMadeAndOneThatMovedIsNotDropped() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    project.git("branch", "agentpool/there");
    String before = head;
    String after = project.write("n", "n").commit("n").head();
    assertThat(updates.created(repository, "agentpool/there", after)).isFalse();
    assertThat(project.git("rev-parse", "agentpool/there")).isEqualTo(before);
    assertThat(updates.deleted(repository, "agentpool/there", after)).isFalse();
    assertThat(updates.created(repository, "agentpool/other", after)).isTrue();
    assertThat(updates.deleted(repository, "agentpool/there", before)).isTrue();
    assertThat(project.branches()).containsExactlyInAnyOrder("main", "agentpool/other");
  }

  @Test
  void branchesThatWerePackedMeanwhileAreSeen() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    assertThat(updates.created(repository, "agentpool/a", head)).isTrue();
    project.git("pack-refs", "--all");
    project.git("gc", "-q");
    assertThat(updates.created(repository, "agentpool/a", head)).isFalse();
    assertThat(updates.deleted(repository, "agentpool/a", head)).isTrue();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void itEndsWhenItIsNotAsked() throws IOException {
    RefUpdates updates = new RefUpdates(git(), Duration.ofMillis(50), SHORT, System::nanoTime);
    assertThat(updates.created(repository, "agentpool/a", head)).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(started().getLast()));
    assertThat(updates.deleted(repository, "agentpool/a", head)).isTrue();
    assertThat(started()).hasSize(2);
  }

  @Test
  void aConfigurationThatChangedIsReadByAnother() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    assertThat(updates.created(repository, "agentpool/a", head)).isTrue();
    project.git("config", "core.logAllRefUpdates", "false");
    assertThat(updates.created(repository, "agentpool/b", head)).isTrue();
    assertThat(started()).hasSize(2);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(started().getFirst()));
  }

  @Test
  void oneThatDiesOrSaysNothingLeavesItToOthers() throws IOException {
    assertThat(
            new RefUpdates(git("exit 137"), LONG, SHORT, System::nanoTime)
                .created(repository, "agentpool/a", head))
        .isFalse();
    assertThat(
            new RefUpdates(git("exec cat > /dev/null"), LONG, SHORT, System::nanoTime)
                .created(repository, "b", head))
        .isFalse();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void aRepositoryThatIsGoneIsNotWaitedFor() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    assertThat(updates.created(temp.resolve("none"), "agentpool/a", head)).isFalse();
  }

  @Test
  void oneRepositoryIsNotHeldUpByAnotherThatSaysNothing() throws Exception {
    Path silent = temp.resolve("silent.git");
    project.git("clone", "-q", "--bare", ".", silent.toString());
    Git choosy =
        git(
            "case \"$*\" in *"
                + silent
                + "*update-ref*) while read -r x; do :; done;; *) exec git \"$@\";; esac");
    try (RefUpdates updates = new RefUpdates(choosy, LONG, LONG, System::nanoTime)) {
      CountDownLatch asking = new CountDownLatch(1);
      CompletableFuture<Boolean> held =
          CompletableFuture.supplyAsync(() -> {
            asking.countDown();
            return updates.created(silent, "agentpool/a", head);
          });
      asking.await();
      assertThat(updates.created(repository, "agentpool/a", head)).isTrue();
      assertThat(held).isNotDone();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            updates.close();
            return held.isDone();
          });
      assertThat(held).isCompletedWithValue(false);
    }
  }

  @Test
  void itsEndIsThatOfEveryGitItKept() throws IOException {
    RefUpdates updates = new RefUpdates(git(), LONG, SHORT, System::nanoTime);
    assertThat(updates.created(repository, "agentpool/a", head)).isTrue();
    assertThat(isAlive(started().getLast())).isTrue();
    updates.close();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(started().getLast()));
  }
}
