package dev.agentpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Pause;
import dev.agentpool.answer.Slot;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a pool inside a program, and what its builder refuses. */
class EmbeddedPoolTest {
  @TempDir Path temp;
  private Project project;

  @BeforeEach
  void makeProject() throws Exception {
    project = Project.in(temp);
  }

  @Test
  void closingLeavesNoProcessAndNoTemporaryHomeBehind() throws Exception {
    Pool pool = project.builder().slots(2).build();
    pool.run("@@say hello@@").orThrow();
    assertThat(project.agents()).isNotEmpty();
    assertThat(homes()).hasSize(1);
    pool.close();
    pool.close();
    assertThat(project.agents()).isEmpty();
    assertThat(homes()).isEmpty();
  }

  private PoolBuilder withoutAnyCli() {
    return Pool.builder()
        .project(project.directory())
        .environment(Map.of("PATH", "/nowhere", "HOME", temp.toString()));
  }

  @Test
  void aMissingCliEndsTheWaitWithWordsOfWhatToDoWhereTasksAreToFail() {
    try (Pool pool = withoutAnyCli().setting("when_unusable", "fail").build()) {
      Optional<TaskOutcome> outcome = pool.submit("Say hello.").await(Duration.ofSeconds(60));
      assertThat(outcome).get().isInstanceOf(TaskOutcome.Failed.class);
      assertThatExceptionOfType(PoolException.class)
          .isThrownBy(() -> outcome.get().orThrow())
          .withMessageContaining("no 'claude' CLI was found on the PATH");
    }
  }

  @Test
  void aScriptedAgentIsTheOneThatCommandNamesAndItsAbsenceIsToldInItsOwnWords() {
    try (Pool pool =
        withoutAnyCli().provider("scripted").setting("when_unusable", "fail").build()) {
      Optional<TaskOutcome> outcome = pool.submit("@@say hello@@").await(Duration.ofSeconds(60));
      assertThat(outcome).get().isInstanceOf(TaskOutcome.Failed.class);
      assertThat(((TaskOutcome.Failed) outcome.get()).reason())
          .contains("scripted agent")
          .contains("'command'")
          .contains("ScriptedAgent.install")
          .doesNotContain("npm")
          .doesNotContain("claude");
    }
    try (Pool pool = project.builder().provider("scripted").build()) {
      assertThat(pool.run("@@say hello@@").orThrow().output()).isEqualTo("hello");
    }
  }

  @Test
  void aWaitForAProviderThatStandsStillIsToldWhileItGoesOn() {
    List<String> told = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger("dev.agentpool.api");
    Handler listening =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            told.add(new SimpleFormatter().formatMessage(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(listening);
    try (Pool pool = withoutAnyCli().closeDeadline(Duration.ZERO).build()) {
      TaskHandle task = pool.submit("Say hello.");
      Thread.ofVirtual().start(() -> task.await(Duration.ofMinutes(2)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(told)
                  .anySatisfy(line ->
                      assertThat(line)
                          .contains("provider claude stands still (provider_unusable)")
                          .contains("was found on the PATH")));
      assertThat(pool.status().problem()).isEmpty();
      task.cancel();
    } finally {
      log.removeHandler(listening);
    }
  }

  /** Temporary homes that this process holds. */
  private static List<Path> homes() throws Exception {
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("agentpool-"))
          .filter(path -> isOurs(path.resolve("state/run/daemon.lock")))
          .toList();
    }
  }

  private static boolean isOurs(Path lock) {
    try {
      return Files.readString(lock).strip().equals("" + ProcessHandle.current().pid());
    } catch (IOException noHome) {
      return false;
    }
  }

  @Test
  void closingInterruptsWhatStillRunsAtItsDeadlineAndEndsTheCallsUnderWay() throws Exception {
    Pool pool = project.builder().closeDeadline(Duration.ZERO).build();
    TaskHandle task = pool.submit("@@hang@@");
    CompletableFuture<PoolException> thrown = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            task.await();
          } catch (PoolException e) {
            thrown.complete(e);
          }
        });
    await().until(() -> task.info().state() == TaskState.RUNNING);
    await().until(() -> !project.agents().isEmpty());
    pool.close();
    assertThat(thrown.get()).isInstanceOf(PoolException.PoolShutdown.class);
    assertThat(project.agents()).isEmpty();
    assertThatExceptionOfType(PoolException.PoolShutdown.class)
        .isThrownBy(() -> pool.run("@@say hello@@"))
        .withMessageContaining("pool is shut down");
  }

  @Test
  void aProgramThatForgetsToCloseLeavesNoProcessBehind() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ForgetfulProgram.class.getName(),
                project.directory().toString(),
                project.agent().toString())
            .inheritIO()
            .start();
    assertThat(program.waitFor()).isEqualTo(3);
    await().untilAsserted(() -> assertThat(project.agents()).isEmpty());
  }

  @Test
  void aPoolOnTheSameHomeGoesOnWhereTheOneBeforeStopped() {
    Path home = temp.resolve("home");
    String id;
    try (Pool pool = project.builder().home(home).closeDeadline(Duration.ZERO).slots(1).build()) {
      pool.context().set("style", "short");
      pool.submit("@@delay 100@@ @@say first@@");
      id = pool.submit("@@say second@@").id();
    }
    try (Pool pool = project.builder().home(home).build()) {
      assertThat(pool.task(id).await().result().output()).isEqualTo("second");
      assertThat(pool.context().list()).containsEntry("style", "short");
      assertThat(pool.tasks()).hasSize(2);
    }
  }

  @Test
  void oneHomeServesOnePool() {
    Path home = temp.resolve("home");
    try (Pool _ = project.builder().home(home).build()) {
      assertThatExceptionOfType(PoolException.Unavailable.class)
          .isThrownBy(() -> project.builder().home(home).build())
          .withMessageContaining("another daemon serves " + home);
    }
  }

  @Test
  void theBuilderLiesOverTheProjectsFile() throws Exception {
    Files.createDirectories(project.directory().resolve(".agent-pool"));
    Files.writeString(
        project.directory().resolve(".agent-pool/pool.toml"),
        """
        slots = 3
        [settings]
        model = "haiku"
        [budget]
        pool_usd = 7
        [[slot]]
        name = "first"
        role = "writer"
        """);
    try (Pool pool =
        project
            .builder()
            .slots(4)
            .taskBudgetUsd(0.5)
            .slot(SlotOptions.DEFAULTS.withRole("reviewer").withModel("opus"))
            .build()) {
      assertThat(pool.slots().list()).hasSize(4);
      Slot first = pool.slots().get("slot-0");
      assertThat(first.name()).contains("first");
      assertThat(first.role()).contains("reviewer");
      assertThat(first.model()).contains("opus");
      assertThat(pool.slots().get("slot-1").model()).contains("haiku");
      assertThat(pool.status().budget()).contains(Cost.ofMicrodollars(7_000_000));
    }
  }

  @Test
  void aSpentBudgetRefusesMore() {
    try (Pool pool = project.builder().budgetUsd(0.30).build()) {
      pool.run("@@say dear@@ @@cost 0.31@@");
      assertThatExceptionOfType(PoolException.BudgetExhausted.class)
          .isThrownBy(() -> pool.run("@@say more@@"))
          .withMessageContaining("budget exhausted: spent $0.31 of $0.30;");
    }
  }

  @Test
  void aLostLogInIsToldByTheStatus() {
    try (Pool pool = project.builder().build()) {
      pool.submit("@@auth@@", TaskOptions.DEFAULTS);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !pool.status().paused().isEmpty());
      Pause pause = pool.status().paused().getFirst();
      assertThat(pause.code()).isEqualTo("auth_failed");
      assertThat(pause.why()).isNotEmpty();
      assertThat(pause.until()).isAfter(pause.since());
    }
  }

  @Test
  void aDrainedPoolTakesNothingUntilItIsResumed() {
    try (Pool pool = project.builder().build()) {
      assertThat(pool.drain(Duration.ofSeconds(10)).timedOut()).isFalse();
      assertThat(pool.status().shutdown()).isTrue();
      assertThatExceptionOfType(PoolException.PoolShutdown.class)
          .isThrownBy(() -> pool.run("@@say hello@@"))
          .withMessageContaining("pool is shut down");
      assertThat(pool.resume()).isTrue();
      assertThat(pool.run("@@say hello@@").success()).isTrue();
    }
  }

  @Test
  void eventsEndWithThePoolAndWithAnInterrupt() throws Exception {
    Pool pool = project.builder().build();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    CompletableFuture<PoolException> thrown = new CompletableFuture<>();
    PoolEvents whole = pool.events();
    PoolEvents interrupted = pool.events();
    Thread.ofVirtual()
        .start(() -> {
          whole.forEach(event -> assertThat(event.sequence()).isPositive());
          ended.complete(true);
        });
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                interrupted.iterator().next();
              } catch (PoolException e) {
                thrown.complete(e);
              }
            });
    await().until(() -> reader.getState() == Thread.State.WAITING);
    reader.interrupt();
    assertThat(thrown.get()).isInstanceOf(PoolException.Interrupted.class);
    pool.close();
    assertThat(ended.get()).isTrue();
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingStarts() throws Exception {
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().setting("modle", "haiku").build())
        .withMessageContaining("modle");
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().slots(0).build())
        .withMessageContaining("slots must be 1 to");
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().budgetUsd(0).build())
        .withMessageContaining("budget must be an amount of US dollars from $0.000001");
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().project(temp.resolve("nowhere")).build())
        .withMessageContaining("there is no project directory " + temp.resolve("nowhere"));
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().home(temp.resolve("x".repeat(120))).build())
        .withMessageContaining("too long for a socket");
    Files.createDirectories(project.directory().resolve(".agent-pool"));
    Files.writeString(project.directory().resolve(".agent-pool/pool.toml"), "slotz = 3\n");
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> project.builder().build())
        .withMessageContaining("slotz");
  }

  @Test
  void noDaemonIsSaidPlainly() {
    assertThatExceptionOfType(PoolException.DaemonUnreachable.class)
        .isThrownBy(() -> Pool.connect(project.directory(), temp.resolve("empty")))
        .withMessageContaining("no daemon answers at")
        .withMessageContaining("agentpool start");
  }

  @Test
  void anInterruptedCallLeavesTheTaskAlone() throws Exception {
    try (Pool pool = project.builder().closeDeadline(Duration.ZERO).build()) {
      AtomicReference<PoolException> thrown = new AtomicReference<>();
      TaskHandle task = pool.submit("@@delay 400@@ @@say done@@");
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  task.await();
                } catch (PoolException e) {
                  thrown.set(e);
                }
              });
      await().until(() -> caller.getState() == Thread.State.WAITING);
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(PoolException.Interrupted.class);
      assertThat(task.await().orThrow().output()).isEqualTo("done");
    }
  }
}
