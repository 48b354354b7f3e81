package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a plan share one workspace, whatever ends in between. */
class PlanWorkspaceTest extends PlanTest {

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aStepFindsTheWorkspaceAsTheStepBeforeLeftItAlsoWhatIsNotCommitted(WorkspaceMode mode) {
    Workspace first = joined(mode, ONE);
    assertThat(first.mode()).isEqualTo(mode);
    assertThat(in(first).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
    in(first).write("done.txt", "d").commit("done").write("half.txt", "h").write("build/x", "x");
    String before = in(first).git("status", "--porcelain", "--ignored");
    first.finish();
    project.write("README.md", "newer").commit("newer");
    Workspace second = another().join(project.dir(), base, mode, ONE);
    assertThat(second.directory()).isEqualTo(first.directory());
    assertThat(in(second).git("status", "--porcelain", "--ignored")).isEqualTo(before);
    assertThat(in(second).show("HEAD:done.txt")).isEqualTo("d");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void finishTellsTheCommitsSoFarAndChangesNothing(WorkspaceMode mode) {
    Workspace workspace = joined(mode, ONE);
    in(workspace).write("half.txt", "h");
    String path = workspace.directory().toString();
    assertThat(workspace.finish()).isEqualTo(new WorkspaceOutcome(mode.wireName(), path, null, 0));
    in(workspace).write("b.txt", "b").commit("one").write("half.txt", "more");
    assertThat(workspace.finish())
        .isEqualTo(new WorkspaceOutcome(mode.wireName(), path, "agentpool/task-01", 1));
    assertThat(in(workspace).git("status", "--porcelain")).isEqualTo("M half.txt");
    assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void theNextStepBuildsOnTheCommitsOfAWorkspaceThatWasLost(WorkspaceMode mode) {
    branch("agentpool/task-01", "one.txt", "1");
    Workspace workspace = joined(mode, ONE);
    assertThat(workspace.directory().resolve("one.txt")).hasContent("1");
    in(workspace).write("two.txt", "2");
    Closed closed = closed(mode, ONE, OnFinish.KEEP);
    assertThat(closed.outcome().branch()).isEqualTo("agentpool/task-01");
    assertThat(closed.outcome().commits()).isEqualTo(2);
  }

  @Test
  void aWorktreeWhoseFolderWasDeletedIsMadeAgainFromItsBranch() throws IOException {
    Workspace first = joined(WorkspaceMode.WORKTREE, ONE);
    in(first).write("b.txt", "b").commit("b");
    Trees.delete(first.directory());
    Workspace again = joined(WorkspaceMode.WORKTREE, ONE);
    assertThat(again.directory().resolve("b.txt")).hasContent("b");
    assertThat(again.finish().commits()).isEqualTo(1);
  }

  @Test
  void aHalfPreparedWorktreeIsPreparedAgainAndNothingOfItIsTakenForWork() throws IOException {
    Workspace first = joined(WorkspaceMode.WORKTREE, ONE);
    Path gitDir = gitDir(first);
    Mark.read(gitDir).orElseThrow().at(Mark.Phase.PREPARING).write(gitDir);
    Files.delete(first.directory().resolve("README.md"));
    Workspace again = another().join(project.dir(), base, WorkspaceMode.WORKTREE, ONE);
    assertThat(again.directory().resolve("README.md")).exists();
    assertThat(in(again).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
    assertThat(closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP).outcome().branch()).isNull();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void anAddedWorktreeWithoutAMarkIsTaken() {
    project.git(
        "worktree", "add", "-q", "--no-checkout", "--detach", base.resolve("task-01").toString());
    project.git("branch", "agentpool/task-01");
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    assertThat(workspace.directory().resolve("README.md")).exists();
    assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
  }

  @Test
  void aHalfMadeCloneIsMadeAgain() {
    Project.at(base).write("clones/.task-01.partial/.git/half", "h");
    project.git("branch", "agentpool/task-01");
    Workspace workspace = joined(WorkspaceMode.CLONE, ONE);
    assertThat(workspace.directory().resolve("README.md")).exists();
    assertThat(base.resolve("clones/.task-01.partial")).doesNotExist();
  }

  @Test
  void aStepAfterAHalfDoneClosingGoesOnWhereThePlanWas() {
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    in(workspace).write("b.txt", "b");
    Path gitDir = gitDir(workspace);
    new Keeping(tree(gitDir, workspace.directory())).keep(Mark.read(gitDir).orElseThrow());
    Workspace again = joined(WorkspaceMode.WORKTREE, ONE);
    assertThat(again.directory().resolve("b.txt")).hasContent("b");
    assertThat(in(again).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
    assertThat(again.finish().commits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void plansSideBySideDoNotMeet(WorkspaceMode mode) throws Exception {
    List<Callable<Closed>> jobs =
        IntStream.range(0, 6)
            .<Callable<Closed>>mapToObj(i ->
                () -> {
                  TaskId plan = new TaskId("task-c" + i);
                  in(joined(mode, plan)).write("f" + i, "1").commit("step 1");
                  in(joined(mode, plan)).write("g" + i, "2");
                  return closed(mode, plan, OnFinish.MERGE);
                })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Closed> closed : threads.invokeAll(jobs)) {
        assertThat(closed.get().outcome().commits()).isEqualTo(2);
        assertThat(closed.get().mergedInto()).isEqualTo("main");
      }
    }
    for (int i = 0; i < 6; i++) {
      assertThat(project.dir().resolve("f" + i)).exists();
      assertThat(project.dir().resolve("g" + i)).exists();
    }
    assertThat(project.git("status", "--porcelain")).isEmpty();
    assertThat(project.git("fsck", "--no-progress")).doesNotContain("error");
  }

  @Test
  void twoStepsThatJoinAtOnceGetTheSameWorktree() throws Exception {
    Callable<Path> join = () -> joined(WorkspaceMode.WORKTREE, ONE).directory();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> directory : threads.invokeAll(List.of(join, join, join))) {
        assertThat(directory.get()).isEqualTo(base.resolve("task-01"));
      }
    }
    assertThat(project.branches()).containsExactlyInAnyOrder("agentpool/task-01", "main");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aRepositoryWithoutACommitIsAskedForOneAndClosesWithoutEffect(WorkspaceMode mode) {
    Path origin = Project.init(temp.resolve("origin")).dir();
    project.git("clone", "-q", origin.toString(), temp.resolve("young").toString());
    Path young = temp.resolve("young");
    assertThatThrownBy(() -> workspaces.join(young, base, mode, ONE))
        .hasMessageContaining("no commit yet");
    Closed closed = workspaces.close(young, base, mode, ONE, OnFinish.MERGE);
    assertThat(closed.outcome().branch()).isNull();
    assertThatThrownBy(() -> workspaces.merge(young, base, "agentpool/x", "m", null))
        .hasMessageContaining("no commit yet");
    assertThatThrownBy(() -> workspaces.change(young, "agentpool/x"))
        .hasMessageContaining("no commit yet");
  }

  @Test
  void aFolderInTheWayIsRefusedAndLeft() {
    Project.at(base).write("task-01/precious.txt", "mine");
    assertThatThrownBy(() -> joined(WorkspaceMode.WORKTREE, ONE))
        .hasMessageContaining("in the way");
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.DELETE);
    assertThat(base.resolve("task-01/precious.txt")).hasContent("mine");
  }

  @Test
  void theProjectItselfNeedsNoGit() throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    GitWorkspaces missing =
        new GitWorkspaces(
            new Git(
                temp.resolve("no-git").toString(),
                environment(),
                Duration.ofSeconds(5),
                Pause.real(),
                Clock.systemUTC()));
    assertThat(missing.join(plain, base, WorkspaceMode.SHARED, ONE).directory()).isEqualTo(plain);
    assertThat(missing.close(plain, base, WorkspaceMode.SHARED, ONE, OnFinish.MERGE).mergedInto())
        .isNull();
  }
}
