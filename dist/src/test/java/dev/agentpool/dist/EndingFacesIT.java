package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.DrainSummary;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.api.Pool;
import dev.agentpool.api.Step;
import dev.agentpool.api.TaskHandle;
import dev.agentpool.dist.Program.Done;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ending work means the same from a program and from the command line as over REST and MCP, which
 * {@code EndingFacesTest} asks.
 */
class EndingFacesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir Path scratch;
  private Image image;
  private Path project;
  private Pool pool;

  /**
   * What became of a chain whose second step of three ran.
   *
   * @param cancelled by how many the pool's cancelled tasks became more
   */
  private record Fate(
      TaskState chain,
      List<TaskState> states,
      List<Boolean> skipped,
      boolean success,
      int cancelled) {}

  @BeforeEach
  void start() {
    image = new Image(scratch);
    project = image.project();
    command("start");
    pool = Pool.connect(project, scratch.resolve("home"));
  }

  @AfterEach
  void stop() {
    pool.close();
    image.close();
  }

  private String command(String... line) {
    Done done = image.run(project, line);
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done.out();
  }

  private Map<String, Consumer<String>> ways() {
    Map<String, Consumer<String>> ways = new LinkedHashMap<>();
    ways.put("task.cancel()", id -> pool.task(id).cancel());
    ways.put("chain.cancel()", id -> pool.chain(id).cancel());
    ways.put("agentpool cancel", id -> command("cancel", id));
    ways.put("agentpool chain cancel", id -> command("chain", "cancel", id));
    return ways;
  }

  private Fate fate(Consumer<String> way) {
    var chain =
        pool.chain(
            List.of(
                Step.prompt("one", "@@say a@@"),
                Step.prompt("two", "@@delay 600000@@ @@say b@@"),
                Step.prompt("three", "@@say c@@")));
    await().atMost(PATIENCE).until(() -> chain.progress().currentStep().orElse(-1) == 1);
    int before = pool.status().cancelledTasks();
    way.accept(chain.id());
    ChainResult result = chain.await();
    return new Fate(
        result.state(),
        result.steps().stream().map(step -> pool.task(step.taskId()).info().state()).toList(),
        result.steps().stream().map(ChainResult.StepResult::skipped).toList(),
        result.success(),
        pool.status().cancelledTasks() - before);
  }

  @Test
  void cancellingAChainsIdEndsTheRunningStepAndSkipsTheRestOnEachFace() {
    Fate expected =
        new Fate(
            TaskState.CANCELLED,
            List.of(TaskState.COMPLETED, TaskState.CANCELLED, TaskState.CANCELLED),
            List.of(false, false, true),
            false,
            2);
    ways().forEach((name, way) -> assertThat(fate(way)).as(name).isEqualTo(expected));
  }

  /** How many tasks a drain cancelled, and how many it left waiting. */
  private record Drained(long cancelled, long stillPending) {}

  @Test
  void aDrainThatIsToldNothingLetsFinishWhatRunsAndLeavesTheRestWaitingOnEachFace() {
    Map<String, Supplier<Drained>> drains = new LinkedHashMap<>();
    drains.put(
        "drain()",
        () -> {
          DrainSummary summary = pool.drain(PATIENCE);
          return new Drained(summary.cancelled(), summary.stillPending());
        });
    drains.put(
        "agentpool drain",
        () -> {
          var summary = Claude.json(command("drain", "--json"));
          return new Drained(
              summary.get("cancelled").asLong(), summary.get("still_pending").asLong());
        });
    drains.forEach((name, drain) -> {
      TaskHandle one = pool.submit("@@delay 3000@@ @@say a@@");
      TaskHandle other = pool.submit("@@delay 3000@@ @@say b@@");
      await().atMost(PATIENCE).until(() -> pool.status().runningTasks() == 2);
      TaskHandle waiting = pool.submit("@@say c@@");
      assertThat(drain.get()).as(name).isEqualTo(new Drained(0, 1));
      assertThat(List.of(one.info().state(), other.info().state(), waiting.info().state()))
          .as(name)
          .containsExactly(TaskState.COMPLETED, TaskState.COMPLETED, TaskState.PENDING);
      pool.resume();
      assertThat(waiting.await().success()).as(name).isTrue();
    });
    PoolStatus after = pool.status();
    assertThat(after.completedTasks()).isEqualTo(6);
  }
}
