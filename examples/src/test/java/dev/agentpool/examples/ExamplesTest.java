package dev.agentpool.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.api.Pool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example is run as it is, with an agent that answers "done: " and the prompt. */
class ExamplesTest {
  @TempDir Path temp;
  private ExampleProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = ExampleProject.in(temp);
  }

  @Test
  void helloPoolPrintsWhatTheAgentSaid() {
    List<String> lines = project.printedBy(HelloPool::main);
    assertThat(lines)
        .startsWith("done: Say hello.", "true: done: Say hello.", "said: done: Say hello.")
        .endsWith("true", "done: Say hello.")
        .anyMatch(line -> line.matches("it cost \\$0\\.\\d{2,6}, in dollars: 0\\.\\d+"))
        .anyMatch(line -> line.matches("\\d+ in, \\d+ out"));
  }

  @Test
  void tasksAreWaitedForListedAndRetried() {
    List<String> lines = project.printedBy(TasksExample::main);
    assertThat(lines)
        .contains("done", "the first is there", "0 failed", "task not found: task-0")
        .anyMatch(line -> line.matches("task-\\w+ is under way"))
        .anyMatch(line -> line.matches("task-\\w+ is COMPLETED"))
        .anyMatch(line -> line.matches("task-\\w+ COMPLETED Say one\\."));
  }

  @Test
  void fanOutAnswersInTheOrderOfThePrompts() {
    List<String> lines = project.printedBy(FanOutExample::main);
    assertThat(lines)
        .startsWith("done: Say one.", "done: Say two.", "done: Say three.")
        .endsWith("done: Say one.", "done: Say two.")
        .anyMatch(line -> line.matches("task-\\w+: done: Say two\\."));
  }

  @Test
  void aChainHandsOnWhatWasSaid() {
    List<String> lines = project.printedBy(ChainExample::main);
    assertThat(lines)
        .anyMatch(line -> line.matches("done: done: Say one\\.! for \\$0\\.\\d+"))
        .contains("0 of 1 steps", "CANCELLED")
        .anyMatch(line -> line.matches("one: done: Say one\\. \\(\\$0\\.\\d+\\)"))
        .anyMatch(line -> line.matches("chain-\\w+ COMPLETED"));
  }

  @Test
  void aReviewedTaskCountsWhenItIsApproved() {
    assertThat(project.printedBy(ReviewExample::main)).first().isEqualTo("COMPLETED");
  }

  @Test
  void budgetsAreShownAndKept() {
    List<String> lines = project.printedBy(BudgetExample::main);
    assertThat(lines.getFirst()).isEqualTo("$5.00");
    assertThat(lines.get(1))
        .matches("task budget \\$100\\.00(00)? exceeds remaining pool budget \\$\\d\\.\\d{2,6}.*");
    assertThat(lines.get(2)).matches("1 tasks for \\$0\\.\\d{2,6}");
  }

  @Test
  void aBuiltInWorkflowRunsToItsEnd() {
    List<String> lines = project.printedBy(WorkflowExample::main);
    assertThat(lines).anyMatch(line -> line.startsWith("issue_to_pr: ")).last().isEqualTo("true");
  }

  @Test
  void whatTheRouterCannotDecideRunsAsOneTask() {
    List<String> lines = project.printedBy(RoutingExample::main);
    assertThat(lines).contains("one task", "done: Translate README into French and German.");
  }

  @Test
  void eventsTellATasksWay() {
    List<String> lines = project.printedBy(EventsExample::main);
    assertThat(lines)
        .startsWith("submitted PENDING", "claimed RUNNING", "settled COMPLETED")
        .contains("first of all: pool_opened");
  }

  @Test
  void theInboxAndTheAgentClisAreLookedAt() {
    List<String> lines = project.printedBy(InboxExample::main);
    assertThat(lines)
        .contains("0 questions wait")
        .anyMatch(line -> line.startsWith("codex-cli can"));
  }

  @Test
  void whatAProviderHasLeftIsAskedAndRemembered() {
    assertThat(project.printedBy(UsageExample::main))
        .containsExactly("1 snapshots", "scripted: available");
  }

  @Test
  void aWeekIsToldInFigures() {
    assertThat(project.printedBy(StatsExample::main))
        .last()
        .asString()
        .matches("[1-9][0-9]* done for .*\\$0\\.[0-9]+.*");
  }

  @Test
  void aTaskClaimsFilesAndLetsGoOfThemWhenItEnds() {
    List<String> lines = project.printedBy(FileLeasesExample::main);
    assertThat(lines)
        .containsExactly(
            "1 files are leased", "README.md is leased to read", "0 are left when it has ended");
  }

  @Test
  void anExpertIsAskedByMail() throws Exception {
    ExampleProject.write(
        project.directory(),
        ".agent-pool/pool.toml",
        "[pool]\nname = \"shop\"\n[defaults]\nprovider = \"scripted\"\n[experts.auth]\n");
    assertThat(project.printedBy(ExpertsExample::main))
        .containsExactly(
            "architect (architect)",
            "researcher (researcher)",
            "concierge (concierge)",
            "auth (pool)",
            "An hour.");
  }

  @Test
  void whatATaskLeftIsCollectedAndItsWorktreeIsListed() {
    List<String> lines = project.printedBy(ArtifactsExample::main);
    assertThat(lines)
        .contains("COMPLETED: [new.txt]", "diff: true", "screen: false", "tail: true")
        .endsWith("worktree false true");
  }

  @Test
  void anAgentIsDrivenTurnByTurn() {
    List<String> lines = project.printedBy(SessionExample::main);
    assertThat(lines)
        .contains("I have looked", "I have looked again")
        .endsWith("CANCELLED")
        .anyMatch(line -> line.startsWith("completed: BEGIN_UNTRUSTED_WORKER_OUTPUT_"));
  }

  @Test
  void anAgentIsWarmedInvokedAndLetGo() {
    List<String> lines = project.printedBy(WarmAgentExample::main);
    assertThat(lines).contains("reviewer sleeps", "done: Review README.");
  }

  @Test
  void skillsAreAddedRunAndRemoved() {
    List<String> lines = project.printedBy(SkillsExample::main);
    assertThat(lines)
        .startsWith("true")
        .containsSequence("done: Greet Ada.", "true")
        .contains("haiku: Writes a haiku");
  }

  @Test
  void slotsAreNamedToldAndScaled() {
    List<String> lines = project.printedBy(SlotsExample::main);
    assertThat(lines)
        .startsWith("careful") // who may be busy for a moment, looking for work
        .anyMatch(line -> line.matches("[01] reviewers are idle"))
        .contains(
            "3 slots instead of 2",
            "2 again",
            "British spelling, of 1",
            "coordinator: The API has changed.",
            "2 read",
            "nothing to do")
        .anyMatch(line -> line.matches("\\d of 2 slots are idle"));
  }

  @Test
  void aClientUsesTheDaemonOfAHome() {
    Path home = temp.resolve("home");
    try (Pool served = Pool.builder().project(project.directory()).home(home).slots(4).build()) {
      assertThat(served.slots().list()).hasSize(4);
      assertThat(project.printedBy(ClientOfDaemonExample::main, home.toString()))
          .containsExactly("4 slots", "done: Say hello.");
    }
  }
}
