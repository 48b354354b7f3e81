package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When no task can be run, it is not the tasks that fail. */
class StandstillTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  @TempDir Path temp;
  private @Nullable NodeLab opened;

  private NodeLab lab(String toml) {
    opened = new NodeLab(temp, toml);
    return opened;
  }

  @AfterEach
  void close() throws Exception {
    if (opened != null) {
      opened.close();
    }
  }

  private static List<TaskId> twenty(NodeLab lab) {
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add(lab.submit("work " + i));
    }
    return tasks;
  }

  /** A person's pause so long that a claim would have been made; the lab's clock stands still. */
  private static void awaitRest(NodeLab lab) {
    NodeLab.soon().until(() -> !lab.node.pauses(lab.pool()).isEmpty());
    lab.awaitIdle();
  }

  private static void advance(NodeLab lab, Duration wait) {
    lab.clock.advance(wait);
    lab.node.runner(lab.pool()).wake();
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeCode.class,
      names = {"AUTH_FAILED", "BILLING_FAILED", "PROVIDER_UNUSABLE", "PROVIDER_UNREACHABLE"})
  void noTaskFailsWhileItsProviderCanRunNoneAndOneTriesAtGrowingIntervals(OutcomeCode code) {
    NodeLab lab = lab("slots = 4");
    lab.agent.refuses = code;
    List<TaskId> tasks = twenty(lab);
    awaitRest(lab);
    int first = lab.agent.asked();
    assertThat(first).isBetween(1, 4);
    for (TaskId task : tasks) {
      assertThat(lab.state(task)).isEqualTo(TaskState.PENDING);
      assertThat(lab.task(task).attempts()).isZero();
    }
    Instant since = lab.node.pauses(lab.pool()).getFirst().since();
    for (Duration wait : List.of(MINUTE, MINUTE.multipliedBy(2), MINUTE.multipliedBy(4))) {
      int before = lab.agent.asked();
      advance(lab, wait.minusSeconds(1));
      lab.awaitIdle();
      assertThat(lab.agent.asked()).as("before " + wait).isEqualTo(before);
      advance(lab, Duration.ofSeconds(2));
      NodeLab.soon().until(() -> lab.agent.asked() > before);
      lab.awaitIdle();
      assertThat(lab.agent.asked()).as("after " + wait).isEqualTo(before + 1);
    }
    ProviderPauses.Pause pause = lab.node.pauses(lab.pool()).getFirst();
    assertThat(pause.since()).isEqualTo(since);
    assertThat(pause.code()).isEqualTo(code);
    assertThat(pause.inARow()).isEqualTo(4);
    lab.agent.refuses = null;
    advance(lab, MINUTE.multipliedBy(9));
    tasks.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
    assertThat(lab.node.pauses(lab.pool())).isEmpty();
    assertThat(lab.ledger.notes(lab.pool(), "pause")).isEmpty();
    assertThat(lab.task(tasks.getFirst()).attempts()).isEqualTo(1);
  }

  @Test
  void whileTheOneTryRunsNobodyElseBegins() {
    NodeLab lab = lab("slots = 4");
    lab.agent.refuses = OutcomeCode.AUTH_FAILED;
    lab.submit("work");
    awaitRest(lab);
    lab.agent.refuses = null;
    TaskId held = lab.submit("hold the try");
    List<TaskId> rest = twenty(lab);
    int before = lab.agent.asked();
    // the first task that waits tries; it is done at once, so only the pause's end lets others go
    advance(lab, MINUTE.plusSeconds(1));
    NodeLab.soon().until(() -> lab.state(held) == TaskState.RUNNING);
    rest.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
    assertThat(lab.agent.asked()).isEqualTo(before + 22);
  }

  @Test
  void aTryThatLastsIsTheOnlyOne() {
    NodeLab lab = lab("slots = 4");
    lab.agent.refuses = OutcomeCode.AUTH_FAILED;
    TaskId held = lab.submit("hold");
    awaitRest(lab);
    lab.agent.refuses = null;
    TaskId behind = lab.submit("behind");
    int before = lab.agent.asked();
    advance(lab, MINUTE.plusSeconds(1));
    NodeLab.soon().until(() -> lab.agent.asked() > before);
    advance(lab, MINUTE.multipliedBy(30));
    assertThat(lab.state(behind)).isEqualTo(TaskState.PENDING);
    assertThat(lab.agent.asked()).isEqualTo(before + 1);
    lab.agent.letGo();
    lab.awaitState(behind, TaskState.COMPLETED);
  }

  @Test
  void aPersonsWordTriesAtOnce() {
    NodeLab lab = lab("slots = 2");
    lab.agent.refuses = OutcomeCode.AUTH_FAILED;
    List<TaskId> tasks = twenty(lab);
    awaitRest(lab);
    lab.agent.refuses = null;
    assertThat(lab.node.retry(lab.pool())).hasSize(1);
    tasks.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
    assertThat(lab.node.retry(lab.pool())).isEmpty();
  }

  @Test
  void aPauseOutlivesTheDaemon() throws Exception {
    NodeLab lab = lab("slots = 2");
    lab.agent.refuses = OutcomeCode.AUTH_FAILED;
    TaskId task = lab.submit("work");
    awaitRest(lab);
    ProviderPauses.Pause before = lab.node.pauses(lab.pool()).getFirst();
    int asked = lab.agent.asked();
    lab.agent.refuses = null;
    lab.restart();
    assertThat(lab.node.pauses(lab.pool())).containsExactly(before);
    lab.awaitIdle();
    assertThat(lab.state(task)).isEqualTo(TaskState.PENDING);
    assertThat(lab.agent.asked()).isEqualTo(asked);
    advance(lab, MINUTE.plusSeconds(1));
    lab.awaitState(task, TaskState.COMPLETED);
  }

  @Test
  void aPoolMayWantItsTasksToFail() {
    NodeLab lab = lab("slots = 1\n[settings]\nwhen_unusable = \"fail\"");
    lab.agent.refuses = OutcomeCode.AUTH_FAILED;
    TaskId task = lab.submit("work");
    lab.awaitState(task, TaskState.FAILED);
    assertThat(lab.task(task).result().outcome().code()).isEqualTo(OutcomeCode.AUTH_FAILED);
    assertThat(lab.node.pauses(lab.pool())).isEmpty();
  }

  @Test
  void whatOnlyOneTaskAskedForIsItsOwnFault() {
    NodeLab lab = lab("slots = 1");
    lab.agent.refuses = OutcomeCode.PROVIDER_UNUSABLE;
    TaskId own =
        lab.submit(
            TaskSpec.of("work").withSettings(Settings.read(Map.of("command", "no-such-cli"))));
    lab.awaitState(own, TaskState.FAILED);
    lab.agent.refuses = null;
    lab.awaitState(lab.submit("other"), TaskState.COMPLETED);
  }

  @Test
  void aProjectThatGivesNoWorkspaceStandsStillAndGoesOnWhenItIsMended() throws Exception {
    NodeLab lab = lab("slots = 2\n[settings]\nworkspace = \"worktree\"");
    List<TaskId> tasks = twenty(lab);
    awaitRest(lab);
    ProviderPauses.Pause pause = lab.node.pauses(lab.pool()).getFirst();
    assertThat(pause.ofProject()).isTrue();
    assertThat(pause.code()).isEqualTo(OutcomeCode.PROJECT_UNUSABLE);
    assertThat(pause.why()).contains("git init");
    for (TaskId task : tasks) {
      TaskRecord now = lab.task(task);
      assertThat(now.state()).isEqualTo(TaskState.PENDING);
      assertThat(now.attempts()).isZero();
    }
    assertThat(lab.agent.asked()).isZero();
    git(lab.project(), "init", "-q");
    git(
        lab.project(),
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@t",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "x");
    advance(lab, MINUTE.plusSeconds(1));
    tasks.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
    assertThat(lab.node.pauses(lab.pool())).isEmpty();
  }

  @Test
  void aProjectWhoseFolderIsGoneStandsStillAlone() throws Exception {
    NodeLab lab = lab("slots = 2");
    Path away = temp.resolve("away");
    Files.move(lab.project(), away);
    TaskId task = lab.submit("work");
    awaitRest(lab);
    ProviderPauses.Pause pause = lab.node.pauses(lab.pool()).getFirst();
    assertThat(pause.ofProject()).isTrue();
    assertThat(pause.why()).contains("is not there");
    Files.move(away, lab.project());
    lab.node.retry(lab.pool());
    lab.awaitState(task, TaskState.COMPLETED);
  }

  private static void git(Path directory, String... words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("git", "-C", directory.toString()));
    line.addAll(List.of(words));
    Process process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aTasksOwnWorkspaceThatCannotBeIsItsOwnFault() {
    NodeLab lab = lab("slots = 1");
    TaskId own =
        lab.submit(
            TaskSpec.of("work").withSettings(Settings.read(Map.of("workspace", "worktree"))));
    lab.awaitState(own, TaskState.FAILED);
    assertThat(lab.task(own).result().outcome().code()).isEqualTo(OutcomeCode.WORKSPACE_FAILED);
    lab.awaitState(lab.submit("other"), TaskState.COMPLETED);
  }

  @Test
  void whenAFullWindowIsSaidToBeOpenOneTaskTriesFirst() {
    NodeLab lab = lab("slots = 4");
    lab.agent.refuses = OutcomeCode.RATE_LIMITED;
    List<TaskId> tasks = twenty(lab);
    awaitRest(lab);
    int before = lab.agent.asked();
    advance(lab, MINUTE.plusSeconds(1));
    NodeLab.soon().until(() -> lab.agent.asked() > before);
    lab.awaitIdle();
    assertThat(lab.agent.asked()).isEqualTo(before + 1);
    assertThat(lab.task(tasks.getFirst()).reason())
        .contains("when it resets is not known, next try at");
    lab.agent.refuses = null;
    advance(lab, MINUTE.multipliedBy(3));
    tasks.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
  }

  @Test
  void aPersonsWordDoesNotWaitForTheWindowEither() {
    NodeLab lab = lab("slots = 1");
    lab.agent.refuses = OutcomeCode.RATE_LIMITED;
    TaskId task = lab.submit("work");
    awaitRest(lab);
    lab.agent.refuses = null;
    lab.node.retry(lab.pool());
    lab.awaitState(task, TaskState.COMPLETED);
    assertThat(lab.task(task).attempts()).isEqualTo(1);
  }

  @Test
  void anotherLogInIsAnotherProvider() {
    Map<String, String> one = Map.of("ANTHROPIC_API_KEY", "a", "TERM", "x");
    Map<String, String> same = Map.of("ANTHROPIC_API_KEY", "a", "TERM", "y");
    Map<String, String> other = Map.of("ANTHROPIC_API_KEY", "b");
    String key = PauseKey.ofProvider("claude", Settings.EMPTY, one);
    assertThat(PauseKey.ofProvider("claude", Settings.EMPTY, same)).isEqualTo(key);
    assertThat(PauseKey.ofProvider("claude", Settings.EMPTY, other)).isNotEqualTo(key);
    assertThat(PauseKey.ofProvider("claude", Settings.read(Map.of("command", "/opt/claude")), one))
        .isNotEqualTo(key);
    assertThat(key).doesNotContain("ANTHROPIC");
    assertThat(Files.exists(temp)).isTrue();
  }
}
