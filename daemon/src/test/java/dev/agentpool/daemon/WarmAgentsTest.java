package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.AgentSources;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Routing;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.route.Hints;
import dev.agentpool.route.Route;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents out of files, each with its own process and queue; and the router, which is one too. */
class WarmAgentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  @TempDir Path temp;
  private DaemonHere here;
  private Engine engine;
  private PoolConfig pool;

  @BeforeEach
  void start() throws Exception {
    here = new DaemonHere(temp, "");
    engine = here.engine();
    pool = here.pool();
    Path agents = Files.createDirectories(pool.directory().resolve(".claude/agents"));
    Files.writeString(agents.resolve("reviewer.md"), "---\nname: reviewer\n---\nYou review.\n");
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  private TaskRecord invoke(String agent, String task) throws InterruptedException {
    TaskId id =
        engine.agents().invoke(pool, AgentSources.NONE, agent, task, TaskOptions.USUAL, null);
    return engine.tasks().await(id, PATIENCE);
  }

  @Test
  void anAgentKeepsItsProcessAndForgetsBetweenTasks() throws Exception {
    long pid = engine.agents().warmup(pool, AgentSources.NONE, "reviewer");
    assertThat(engine.agents().warmup(pool, AgentSources.NONE, "reviewer")).isEqualTo(pid);
    TaskRecord first = invoke("reviewer", "@@say one@@");
    TaskRecord second = invoke("reviewer", "@@history@@");
    assertThat(first.state()).isEqualTo(TaskState.COMPLETED);
    assertThat(Objects.requireNonNull(second.result()).output()).doesNotContain("one");
    assertThat(engine.agents().list(pool))
        .extracting(WarmAgents.Warm::name, WarmAgents.Warm::pid)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("reviewer", pid));
    assertThat(engine.slots().slots(pool.id())).hasSize(2);
    assertThat(engine.agents().reset(pool, "reviewer").ended()).isTrue();
    Awaitility.await().until(() -> ProcessHandle.of(pid).isEmpty());
    assertThat(engine.agents().reset(pool, "reviewer").ended()).isFalse();
    assertThat(engine.agents().list(pool)).isEmpty();
  }

  @Test
  void anAgentWithTheNameOfASlotOfAgentpoolsOwnIsRefused() throws Exception {
    for (String name : List.of("pool-router", "pool-coordinator", "pool-child-1-1")) {
      Path file = pool.directory().resolve(".claude/agents/" + name + ".md");
      Files.writeString(file, "You are sly.\n");
      assertThatThrownBy(() -> invoke(name, "@@say x@@"))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("rename its file");
      assertThatThrownBy(() -> engine.agents().warmup(pool, AgentSources.NONE, name))
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void anEditedFileCountsFromTheNextTaskOn() throws Exception {
    long pid = engine.agents().warmup(pool, AgentSources.NONE, "reviewer");
    Files.writeString(
        pool.directory().resolve(".claude/agents/reviewer.md"), "You review twice.\n");
    invoke("reviewer", "@@say x@@");
    assertThat(engine.agents().list(pool).getFirst().pid()).isNotEqualTo(pid);
  }

  @Test
  void concurrentInvokesQueueAndEachGetsItsOwnAnswer() throws Exception {
    List<TaskId> ids =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(i ->
                engine
                    .agents()
                    .invoke(
                        pool,
                        AgentSources.NONE,
                        "reviewer",
                        "@@say r" + i + "@@",
                        TaskOptions.USUAL,
                        null))
            .toList();
    engine.tasks().await(ids, 5, PATIENCE);
    for (int i = 0; i < 5; i++) {
      assertThat(Objects.requireNonNull(engine.tasks().get(ids.get(i)).result()).output())
          .isEqualTo("r" + i);
    }
  }

  @Test
  void aTaskThatTakesTooLongIsEndedAndTheNextIsNotAnsweredByIt() throws Exception {
    TaskId slow =
        engine
            .agents()
            .invoke(
                pool,
                AgentSources.NONE,
                "reviewer",
                "@@hang@@",
                TaskOptions.USUAL,
                Duration.ofMillis(300));
    TaskRecord next = invoke("reviewer", "@@say mine@@");
    assertThat(Objects.requireNonNull(engine.tasks().get(slow).result()).outcome().code())
        .isEqualTo(OutcomeCode.TIMED_OUT);
    assertThat(Objects.requireNonNull(next.result()).output()).isEqualTo("mine");
  }

  @Test
  void unknownAndHostileNamesAreRefused() {
    assertThatThrownBy(() -> engine.agents().warmup(pool, AgentSources.NONE, "nobody"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("agent file not found");
    assertThatThrownBy(() -> engine.agents().warmup(pool, AgentSources.NONE, "../evil"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("path traversal detected");
  }

  @Test
  void theRoutersDecisionIsRunAndItsCostCounted() throws Exception {
    String reply = "@@say {\"route\":\"parallel\",\"prompts\":[\"one\",\"two\"]}@@ @@cost 0.02@@";
    Routing.Started started =
        engine.routing().start(pool, reply, Hints.NONE, null, TaskOptions.USUAL);
    assertThat(started.route()).isInstanceOf(Route.Parallel.class);
    assertThat(started.routing().atLeast().micros()).isEqualTo(20_000);
    Routing.Outcome outcome =
        Objects.requireNonNull(engine.routing().await(started.tasks(), true, PATIENCE));
    assertThat(outcome.output()).contains("[1] ", "[2] ");
    assertThat(outcome.cost().atLeast().micros()).isPositive();
  }

  @Test
  void aFailingRouterFallsBackToTheTaskAsItIs() throws Exception {
    Routing.Started started =
        engine.routing().start(pool, "@@say no json at all@@", Hints.NONE, null, TaskOptions.USUAL);
    assertThat(started.fallback()).isNotNull();
    Routing.Outcome outcome =
        Objects.requireNonNull(engine.routing().await(started.tasks(), false, PATIENCE));
    assertThat(outcome.output()).isEqualTo("no json at all");
  }
}
