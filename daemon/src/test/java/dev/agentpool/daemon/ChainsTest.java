package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Refused;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.Isolation;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.StepReader;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains from end to end, with a daemon in this process and the scripted agent. */
class ChainsTest {
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
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
  }

  private TaskId submit(PlanOptions options, List<Map<String, Object>> steps) {
    return engine.chains().submit(pool, StepReader.chain(steps), options);
  }

  private TaskRecord ended(TaskId id) throws InterruptedException {
    TaskRecord parent = engine.tasks().await(id, PATIENCE);
    assertThat(parent.state().terminal()).as("%s", engine.chains().progress(id)).isTrue();
    return parent;
  }

  @Test
  void eachStepSeesWhatTheOneBeforeSaidAndVariablesOfAnyStep() throws Exception {
    TaskId id =
        submit(
            PlanOptions.USUAL.withTags(List.of("t")),
            List.of(
                Map.of(
                    "name", "find",
                    "prompt", "@@say {\"bug\":{\"files\":[\"a.txt\",\"{steps.find.file}\"]}}@@",
                    "output_vars", Map.of("file", "bug.files[0]")),
                Map.of("name", "mend", "prompt", "@@say mend {steps.find.file} of {unknown}@@"),
                Map.of("name", "check", "prompt", "@@say checked: {previous_output}@@")));
    ended(id);
    ChainResult result = engine.chains().result(id);
    assertThat(result.success()).isTrue();
    assertThat(result.steps())
        .extracting(ChainResult.StepResult::name)
        .containsExactly("find", "mend", "check");
    assertThat(result.finalOutput()).isEqualTo("checked: mend a.txt of {unknown}");
    assertThat(result.totalCost().atLeast().micros()).isPositive();
  }

  @Test
  void aFailingStepIsTriedAgainThenRecoveredAndTheErrorIsTold() throws Exception {
    TaskId id =
        submit(
            PlanOptions.USUAL,
            List.of(
                Map.of(
                    "name", "shaky",
                    "prompt", "@@fail no luck@@",
                    "failure_policy",
                        Map.of("retries", 1, "recovery_prompt", "@@say mended: {error}@@")),
                Map.of("name", "after", "prompt", "@@say then {previous_output}@@")));
    ended(id);
    ChainResult result = engine.chains().result(id);
    assertThat(result.finalOutput()).startsWith("then mended:").contains("no luck");
    assertThat(result.steps().getFirst().retriesUsed()).isEqualTo(2);
  }

  @Test
  void aFailedStepEndsTheChainAndLaterOnesAreNotListed() throws Exception {
    TaskId id =
        submit(
            PlanOptions.USUAL,
            List.of(
                Map.of("name", "a", "prompt", "@@fail broken@@"),
                Map.of("name", "b", "prompt", "@@say never@@")));
    assertThat(ended(id).state()).isEqualTo(TaskState.FAILED);
    ChainResult result = engine.chains().result(id);
    assertThat(result.steps()).hasSize(1);
    assertThat(result.finalOutput()).contains("broken");
    assertThat(engine.chains().progress(id).status()).isEqualTo("failed");
  }

  @Test
  void theStepsOfAnIsolatedChainShareOneWorktreeAndItsWorkIsMerged() throws Exception {
    TaskId id =
        submit(
            PlanOptions.USUAL.in(Isolation.WORKTREE, OnFinish.MERGE),
            List.of(
                Map.of(
                    "name", "write",
                    "prompt",
                        "@@tool Write {\"file_path\":\"new.txt\",\"content\":\"one\"}@@ @@say w@@"),
                Map.of(
                    "name",
                    "read",
                    "prompt",
                    "@@tool Bash {\"command\":\"cat new.txt > copy.txt\"}@@ @@say r@@")));
    assertThat(ended(id).state())
        .as(engine.chains().result(id).finalOutput())
        .isEqualTo(TaskState.COMPLETED);
    assertThat(pool.directory().resolve("copy.txt")).hasContent("one");
    assertThat(engine.chains().steps(id))
        .hasSize(2)
        .allSatisfy(step ->
            assertThat(String.valueOf(step.result().notices())).doesNotContain("left nothing"));
  }

  @Test
  void aCancelledChainStaysCancelledAndListsWhatWasSkipped() throws Exception {
    TaskId id =
        submit(
            PlanOptions.USUAL,
            List.of(
                Map.of("name", "slow", "prompt", "@@delay 1500@@ @@say slow@@"),
                Map.of("name", "b", "prompt", "@@say never@@")));
    org.awaitility.Awaitility.await()
        .until(() -> engine.chains().steps(id).getFirst().state() == TaskState.RUNNING);
    engine.chains().cancel(id, "enough", false);
    TaskId slow = engine.chains().steps(id).getFirst().id();
    assertThat(engine.tasks().await(slow, PATIENCE).state()).isEqualTo(TaskState.COMPLETED);
    assertThat(engine.tasks().get(id).state()).isEqualTo(TaskState.CANCELLED);
    ChainResult result = engine.chains().result(id);
    assertThat(result.steps())
        .extracting(ChainResult.StepResult::skipped)
        .containsExactly(false, true);
  }

  @Test
  void aWorkflowsConditionSkipsAStepAndArgumentsInjectNothing() throws Exception {
    Path folder = Files.createDirectories(pool.directory().resolve(".agent-pool/workflows"));
    Files.writeString(
        folder.resolve("w.yaml"),
        """
        name: w
        description: d
        isolation: none
        arguments:
          - {name: what, description: d, required: true}
        steps:
          - name: a
            prompt: "@@say {what}@@"
          - name: b
            prompt: "@@say b@@"
            when: "{steps.a.output} == 'yes'"
          - name: c
            after: [a, b]
            prompt: "@@say c of {steps.a.output}@@"
        """);
    TaskId id =
        engine
            .workflows()
            .submit(pool, "w", Map.of("what", "{previous_output} no"), PlanOptions.USUAL);
    assertThat(ended(id).state()).isEqualTo(TaskState.COMPLETED);
    ChainResult result = engine.chains().result(id);
    assertThat(result.steps().get(1).skipped()).isTrue();
    assertThat(result.finalOutput()).isEqualTo("c of {previous_output} no");
    assertThatThrownBy(() -> engine.workflows().submit(pool, "w", Map.of(), PlanOptions.USUAL))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("missing required argument 'what' for workflow 'w'");
  }

  @Test
  void aListIsFannedOutAndGatheredAgain() throws Exception {
    Path folder = Files.createDirectories(pool.directory().resolve(".agent-pool/workflows"));
    Files.writeString(
        folder.resolve("f.json"),
        """
        {"name": "f", "description": "d", "isolation": "none",
         "arguments": [{"name": "files", "description": "d", "required": true}],
         "steps": [
           {"name": "look", "prompt": "@@say saw {file}@@", "for_each": "{files}", "as": "file"},
           {"name": "sum", "after": ["look"], "prompt": "@@say {steps.look.output}@@"}]}
        """);
    TaskId id =
        engine
            .workflows()
            .submit(pool, "f", Map.of("files", "a, {steps.look.output}, c"), PlanOptions.USUAL);
    assertThat(ended(id).state()).isEqualTo(TaskState.COMPLETED);
    assertThat(engine.chains().result(id).finalOutput())
        .isEqualTo("[1] saw a\n\n[2] saw {steps.look.output}\n\n[3] saw c");
  }

  @Test
  void messagesAndSharedContextReachTheAgent() throws Exception {
    engine.context().set(pool.id(), "rule", "be brief");
    engine.messages().broadcast(pool.id(), "coordinator", "watch out", null);
    TaskId id = engine.tasks().submit(pool, "what is new?", dev.agentpool.engine.TaskOptions.USUAL);
    TaskRecord task = engine.tasks().await(id, PATIENCE);
    assertThat(Objects.requireNonNull(task.result()).output())
        .contains("Messages received while idle", "**From coordinator**");
    assertThat(engine.messages().peek(pool.id(), Objects.requireNonNull(task.slot()))).isEmpty();
  }
}
