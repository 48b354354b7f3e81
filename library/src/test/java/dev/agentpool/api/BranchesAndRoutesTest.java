package dev.agentpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.Workspace;
import dev.agentpool.settings.WorkspaceMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on branches, from the review to the merge, and work that a router lays out. */
class BranchesAndRoutesTest {
  @TempDir Path temp;
  private Path directory;
  private Pool pool;

  @BeforeEach
  void open() throws Exception {
    Project project = Project.in(temp);
    directory = project.directory();
    git("init", "-q");
    git("config", "user.name", "t");
    git("config", "user.email", "t@example.org");
    git("commit", "-q", "--allow-empty", "-m", "first");
    pool = project.builder().slots(2).closeDeadline(Duration.ZERO).build();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    assertThat(process.waitFor()).as("git %s", command).isZero();
  }

  @Test
  void aBranchIsReviewedApprovedAndMerged() {
    TaskOptions onABranch = TaskOptions.DEFAULTS.withWorkspace(WorkspaceMode.WORKTREE);
    TaskHandle task = pool.submitWithReview("@@append HAIKU rain@@ @@say written@@", onABranch);
    TaskOutcome outcome = task.await();
    assertThat(outcome).isInstanceOf(TaskOutcome.PendingReview.class);
    assertThat(outcome.result().workspace().flatMap(Workspace::branch)).isPresent();
    Review.Change change = task.review().change().orElseThrow();
    assertThat(change.files()).containsExactly("HAIKU");
    assertThat(change.patch()).contains("+rain");
    assertThatExceptionOfType(PoolException.WrongState.class)
        .isThrownBy(task::merge)
        .withMessageContaining("approve it first");
    task.approve();
    assertThatExceptionOfType(PoolException.Conflict.class)
        .isThrownBy(() -> pool.merge(task.id(), "false"));
    assertThat(directory.resolve("HAIKU")).doesNotExist();
    assertThat(pool.merge(task.id(), "test -f HAIKU").commits()).isEqualTo(1);
    assertThat(directory.resolve("HAIKU")).exists();
  }

  @Test
  void aChainKeepsItsWorkOnABranchOfItsOwn() {
    ChainResult result =
        pool.chain(
                List.of(
                    Step.prompt("write", "@@append POEM one@@ @@say a@@"),
                    Step.prompt("more", "@@append POEM two@@ @@say b@@")),
                ChainOptions.DEFAULTS.withOnFinish(ChainOptions.OnFinish.MERGE))
            .await();
    assertThat(result.success()).isTrue();
    assertThat(directory.resolve("POEM")).content().contains("one").contains("two");
  }

  @Test
  void theRoutersWordIsFollowed() {
    String prompt = "@@say {\"route\":\"parallel\",\"prompts\":[\"Say a.\",\"Say b.\"]}@@";
    Route.Decision decision = pool.route(prompt);
    assertThat(decision.route()).isEqualTo(new Route.Parallel(List.of("Say a.", "Say b.")));
    assertThat(decision.cost().microdollars()).isPositive();
    Route.Outcome outcome = pool.auto(prompt);
    assertThat(outcome.fallback()).isEmpty();
    assertThat(outcome.taskIds()).hasSize(2);
    assertThat(outcome.output()).contains("done: Say a.").contains("done: Say b.");
    assertThat(outcome.success()).isTrue();
    Hints one = Hints.NONE.withMaxParallel(1);
    assertThat(pool.auto(prompt, one).route()).isInstanceOf(Route.Single.class);
  }

  @Test
  void anAgentsDefinitionIsFoundAndItsProcessStays() throws Exception {
    Path file = directory.resolve(".agent-pool/agents/critic.md");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "---\nname: critic\ndescription: Finds faults\n---\nYou find faults.\n");
    long pid = pool.agents().warmup("critic");
    assertThat(pool.agents().warmup("critic")).isEqualTo(pid);
    assertThat(pool.agents().invoke("critic", "@@say fine@@").await().orThrow().output())
        .isEqualTo("fine");
    assertThat(pool.agents().list())
        .anySatisfy(agent -> {
          assertThat(agent.name()).isEqualTo("critic");
          assertThat(agent.description()).isEqualTo("Finds faults");
          assertThat(agent.pid()).hasValue(pid);
        });
    assertThat(pool.agents().reset("critic")).isTrue();
    assertThat(pool.agents().reset("critic")).isFalse();
  }
}
