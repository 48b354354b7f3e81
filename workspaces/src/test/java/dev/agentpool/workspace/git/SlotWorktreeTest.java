package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
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

class SlotWorktreeTest extends WorkspaceTest {

  @Test
  void aTaskWorksInTheSlotsFolderOnItsOwnBranchFromTheProjectsHead() {
    Workspace workspace = worktree(ONE);
    assertThat(workspace.directory()).isEqualTo(base.resolve("slot-0"));
    assertThat(workspace.mode()).isEqualTo(WorkspaceMode.WORKTREE);
    assertThat(workspace.directory().resolve("src/a.txt")).hasContent("a");
    assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
    assertThat(in(workspace).head()).isEqualTo(project.head());
    assertThat(in(workspace).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void commitsAreCountedAndTheBranchIsFreeToBeCheckedOutByTheUser() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b").commit("one").write("c.txt", "c").commit("two");
    assertThat(workspace.finish())
        .isEqualTo(
            new WorkspaceOutcome(
                "worktree", workspace.directory().toString(), "agentpool/task-01", 2));
    project.git("checkout", "-q", "agentpool/task-01");
  }

  @Test
  void nothingWasLeftOnlyWhereALookFoundNothing() throws Exception {
    Workspace idle = worktree(ONE);
    assertThat(idle.leftNothing()).isFalse(); // nobody has looked yet
    idle.finish();
    assertThat(idle.leftNothing()).isTrue();
    Workspace writer = worktree(TWO);
    in(writer).write("b.txt", "b");
    writer.finish();
    assertThat(writer.leftNothing()).isFalse();
    Workspace nested = worktree(ONE);
    Files.createDirectories(nested.directory().resolve("inner"));
    in(nested).git("init", "-q", "inner");
    nested.finish();
    assertThat(nested.leftNothing()).isFalse();
  }

  @Test
  void whenItsRepositoryIsGoneNobodySaysWhatWasLeft() throws Exception {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b");
    Trees.delete(project.dir());
    assertThatThrownBy(workspace::finish)
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining(project.dir() + "/.git is not there any more");
    assertThat(workspace.leftNothing()).isFalse();
    assertThat(workspace.directory().resolve("b.txt")).hasContent("b");
  }

  @Test
  void whatIsUncommittedIsCommittedByAgentpoolButIgnoredFilesAreNot() {
    Workspace workspace = worktree(ONE);
    in(workspace)
        .write("new file ü.txt", "n")
        .write("README.md", "changed")
        .write("build/x.o", "x");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.show("agentpool/task-01:README.md")).isEqualTo("changed");
    assertThat(project.show("agentpool/task-01:new file ü.txt")).isEqualTo("n");
    assertThat(project.git("log", "-1", "--format=%an: %s", "agentpool/task-01"))
        .isEqualTo("agentpool: agentpool: uncommitted work of task-01");
    assertThat(project.gitSucceeds("cat-file", "-e", "agentpool/task-01:build/x.o")).isFalse();
    assertThat(workspace.directory().resolve("build/x.o")).exists();
  }

  @Test
  void aBranchWithoutCommitsIsDropped() {
    WorkspaceOutcome outcome = worktree(ONE).finish();
    assertThat(outcome.branch()).isNull();
    assertThat(outcome.commits()).isZero();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void finishingTwiceSaysTheSameAndLateWritesAreKept() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b");
    WorkspaceOutcome first = workspace.finish();
    assertThat(workspace.finish()).isEqualTo(first);
    in(workspace).write("late.txt", "late");
    assertThat(workspace.finish().commits()).isEqualTo(2);
    assertThat(project.show("agentpool/task-01:late.txt")).isEqualTo("late");
  }

  @Test
  void theNextTaskFindsACleanTreeAtTheProjectsNewHeadAndTheSamePath() {
    Workspace first = worktree(ONE);
    in(first).write("junk/deep/x.txt", "x").write("build/cache", "kept");
    project.write("README.md", "newer").commit("newer");
    Workspace second = worktree(TWO);
    assertThat(second.directory()).isEqualTo(first.directory());
    assertThat(second.directory().resolve("junk")).doesNotExist();
    assertThat(second.directory().resolve("build/cache")).exists();
    assertThat(second.directory().resolve("README.md")).hasContent("newer");
    assertThat(in(second).git("status", "--porcelain")).isEmpty();
    assertThat(project.show("agentpool/task-01:junk/deep/x.txt")).isEqualTo("x");
  }

  @Test
  void emptyFoldersOfTheEarlierTaskAreGone() throws IOException {
    Files.createDirectories(worktree(ONE).directory().resolve("empty/deep"));
    assertThat(worktree(TWO).directory().resolve("empty")).doesNotExist();
  }

  @Test
  void emptyFoldersAreGoneAlsoBesideFilesThatAreIgnored() throws IOException {
    Workspace first = worktree(ONE);
    in(first).write("build/cache", "kept").write("src/tmp/x.o", "ignored, if it is");
    first.finish();
    Workspace second = worktree(TWO);
    Files.createDirectories(second.directory().resolve("src/empty"));
    second.finish();
    Workspace third = worktree(ONE);
    assertThat(third.directory().resolve("src/empty")).doesNotExist();
    assertThat(third.directory().resolve("build/cache")).exists();
    assertThat(third.directory().resolve("src/a.txt")).exists();
  }

  @Test
  void oneTaskAfterAnotherThatChangesNothingStandsOnItsOwnBranchInAWholeTree() {
    for (int i = 1; i < 5; i++) {
      Workspace workspace = worktree(new TaskId("task-0" + i));
      assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-0" + i);
      assertThat(in(workspace).git("status", "--porcelain")).isEmpty();
      assertThat(in(workspace).head()).isEqualTo(project.head());
      assertThat(workspace.finish().branch()).isNull();
      assertThat(in(workspace).git("branch", "--show-current")).isEmpty();
      assertThat(project.branches()).containsExactly("main");
    }
    assertThat(project.git("fsck", "--no-progress")).doesNotContain("error");
  }

  @Test
  void aBranchThatIsInTheWayIsLeftAndAnotherOneTaken() {
    worktree(ONE).finish();
    project.git("branch", "agentpool/task-02", commitBeside());
    assertThat(in(worktree(TWO)).git("branch", "--show-current")).isEqualTo("agentpool/task-02-2");
    assertThat(project.git("log", "-1", "--format=%s", "agentpool/task-02")).isEqualTo("beside");
  }

  private String commitBeside() {
    return project.git("commit-tree", "-m", "beside", "-p", "HEAD", "HEAD^{tree}");
  }

  @Test
  void aSecondAttemptStartsAgainOnASecondBranchWhenTheFirstHasCommits() {
    in(worktree(ONE)).write("b.txt", "b").commit("first try");
    Workspace again = worktree(ONE);
    assertThat(again.directory().resolve("b.txt")).doesNotExist();
    in(again).write("c.txt", "c");
    assertThat(again.finish().branch()).isEqualTo("agentpool/task-01-2");
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
    assertThat(project.show("agentpool/task-01-2:c.txt")).isEqualTo("c");
  }

  @Test
  void aSecondAttemptTakesTheSameBranchWhenTheFirstHasNone() {
    worktree(ONE);
    Workspace again = worktree(ONE);
    in(again).write("c.txt", "c");
    assertThat(again.finish().branch()).isEqualTo("agentpool/task-01");
  }

  @Test
  void aSecondAttemptInAnotherSlotDoesNotTakeTheBranchTheFirstStandsOn() {
    worktree("slot-0", ONE);
    assertThat(in(worktree("slot-1", ONE)).git("branch", "--show-current"))
        .isEqualTo("agentpool/task-01-2");
  }

  @Test
  void aStaleBranchWithoutCommitsIsReused() {
    project.git("branch", "agentpool/task-01");
    project.write("x", "x").commit("ahead");
    assertThat(in(worktree(ONE)).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
  }

  @Test
  void aWorktreeWhoseFolderIsGoneIsMadeAgainAndItsUnnamedCommitsGetABranch() throws IOException {
    Workspace first = worktree(ONE);
    in(first).git("checkout", "-q", "--detach");
    String lost = in(first).write("b.txt", "b").commit("on no branch").head();
    Trees.delete(first.directory());
    Workspace second = worktree(TWO);
    assertThat(second.directory().resolve("README.md")).exists();
    assertThat(project.git("branch", "--contains", lost)).contains("agentpool/task-01");
  }

  @Test
  void onlyOurOwnStaleRegistrationIsForgotten() throws IOException {
    Path users = temp.resolve("on-a-stick");
    project.git("worktree", "add", "-q", users.toString());
    Trees.delete(users);
    Trees.delete(worktree(ONE).directory());
    worktree(TWO);
    assertThat(project.git("worktree", "list", "--porcelain")).contains("on-a-stick");
  }

  @Test
  void anotherFolderInTheWayIsRefusedAndLeft() {
    Project.at(base).write("slot-0/precious.txt", "mine");
    assertThatThrownBy(() -> worktree(ONE))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("in the way");
    assertThat(base.resolve("slot-0/precious.txt")).hasContent("mine");
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void aWorktreeOfTheUserInTheWayIsRefusedAndLeft() {
    project.git("worktree", "add", "-q", "-b", "users", base.resolve("slot-0").toString());
    assertThatThrownBy(() -> worktree(ONE)).hasMessageContaining("was not made by agentpool");
    assertThat(Project.at(base.resolve("slot-0")).git("branch", "--show-current"))
        .isEqualTo("users");
  }

  @Test
  void aWorktreeThatWasBeingMadeWhenTheDaemonEndedIsTaken() {
    project.git(
        "worktree", "add", "-q", "--no-checkout", "--detach", base.resolve("slot-0").toString());
    assertThat(worktree(ONE).directory().resolve("README.md")).exists();
  }

  @Test
  void aHalfPreparedWorktreeIsPreparedAgainAndNothingOfItIsTakenForWork() throws IOException {
    Workspace first = worktree(ONE);
    Path gitDir =
        Registrations.gitDirOf(first.directory(), project.dir().resolve(".git")).orElseThrow();
    Mark.read(gitDir).orElseThrow().at(Mark.Phase.PREPARING).write(gitDir);
    Files.delete(first.directory().resolve("README.md"));
    assertThatThrownBy(() -> found(WorkspaceMode.WORKTREE, ONE))
        .hasMessageContaining("not fully prepared");
    Workspace again = worktree(ONE);
    assertThat(again.directory().resolve("README.md")).exists();
    assertThat(again.finish().branch()).isNull();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void aDetachedHeadOfTheProjectIsAStartLikeAnyOther() {
    project.git("checkout", "-q", "--detach");
    project.write("d.txt", "d").commit("detached");
    assertThat(worktree(ONE).directory().resolve("d.txt")).exists();
  }

  @Test
  void aBareRepositoryServesToo() {
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", ".", bare.toString());
    Workspace workspace = workspaces.prepare(bare, base, WorkspaceMode.WORKTREE, "slot-0", ONE);
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
  }

  @Test
  void aProjectBelowTheTopOfItsRepositoryWorksInTheSameFolderOfTheWorktree() {
    project.write("un tracked/x/.keep", "");
    for (String folder : List.of("src", "un tracked/x")) {
      Workspace workspace =
          workspaces.prepare(
              project.dir().resolve(folder), base, WorkspaceMode.WORKTREE, "slot-0", ONE);
      assertThat(workspace.directory())
          .isEqualTo(base.resolve("slot-0").resolve(folder))
          .isDirectory();
      in(workspace).write("b.txt", "b");
      Project.at(base.resolve("slot-0")).write("at-the-top.txt", "t");
      WorkspaceOutcome outcome = workspace.finish();
      assertThat(project.show(outcome.branch() + ":" + folder + "/b.txt")).isEqualTo("b");
      assertThat(project.show(outcome.branch() + ":at-the-top.txt")).isEqualTo("t");
    }
  }

  @Test
  void aProjectThatIsItselfAWorktreeServesWithItsOwnHead() {
    Project linked = Project.at(temp.resolve("linked"));
    project.git("worktree", "add", "-q", "-b", "side", linked.dir().toString());
    linked.write("side.txt", "s").commit("side");
    Workspace workspace =
        workspaces.prepare(linked.dir(), base, WorkspaceMode.WORKTREE, "slot-0", ONE);
    assertThat(workspace.directory().resolve("side.txt")).exists();
    Workspace clone = workspaces.prepare(linked.dir(), base, WorkspaceMode.CLONE, "slot-0", TWO);
    assertThat(clone.directory().resolve("side.txt")).exists();
  }

  @Test
  void strangeNamesOfProjectsAndSlotsAreNoTrouble() {
    Project strange = Project.create(temp.resolve("-x täst $(touch pwned) ;'\"*"));
    for (String slot : List.of("-rf", "a slot", "größe", "--git-dir=x")) {
      Workspace workspace =
          workspaces.prepare(strange.dir(), base, WorkspaceMode.WORKTREE, slot, ONE);
      assertThat(workspace.directory()).isEqualTo(base.resolve(slot));
      in(workspace).write("-f", "x").write(":(top)y", "y").write("a\tb", "z");
      assertThat(workspace.finish().commits()).isEqualTo(1);
    }
    assertThat(
            workspaces
                .prepare(strange.dir(), base, WorkspaceMode.CLONE, "s", TWO)
                .finish()
                .commits())
        .isZero();
  }

  @Test
  void hostileSlotNamesAreRefused() {
    for (String slot :
        List.of(
            "../x", "..", ".", "", " ", "a/b", "/etc", "a\\b", "a\nb", "a\0b", ".git", "clones",
            "Kept", "checks", "patches")) {
      assertThatThrownBy(() -> worktree(slot, ONE))
          .as(slot)
          .isInstanceOf(WorkspaceException.class)
          .hasMessageContaining("slot name");
    }
  }

  @Test
  void aBaseInsideTheProjectIsHiddenFromTheProjectsGitOnce() {
    base = project.dir().resolve(".agent pool[1]/work");
    worktree("slot-0", ONE);
    worktree("slot-1", TWO);
    assertThat(project.git("status", "--porcelain")).isEmpty();
    assertThat(project.dir().resolve(".git/info/exclude"))
        .content()
        .containsOnlyOnce("# worktrees of agentpool\n/.agent\\ pool\\[1]/work/\n");
  }

  @Test
  void aBaseThatIsTheProjectOrItsGitFolderIsRefused() {
    base = project.dir();
    assertThatThrownBy(() -> worktree(ONE)).hasMessageContaining("is the project itself");
    base = project.dir().resolve(".git/pool");
    assertThatThrownBy(() -> worktree(ONE)).hasMessageContaining("inside the git directory");
  }

  @Test
  void twoPoolsOnOneRepositoryDoNotMeet() {
    Workspace first = worktree(ONE);
    base = temp.resolve("other");
    Workspace second = worktree(TWO);
    in(first).write("1", "1");
    in(second).write("2", "2");
    assertThat(first.finish().commits()).isEqualTo(1);
    assertThat(second.finish().commits()).isEqualTo(1);
    assertThat(project.branches()).contains("agentpool/task-01", "agentpool/task-02");
  }

  @Test
  void eightSlotsPrepareAndFinishAtOnce() throws Exception {
    GitWorkspaces otherDaemon =
        new GitWorkspaces(environment(), Duration.ofMinutes(1), Clock.systemUTC());
    for (int round = 0; round < 3; round++) {
      int n = round;
      List<Callable<WorkspaceOutcome>> jobs =
          IntStream.range(0, 8)
              .<Callable<WorkspaceOutcome>>mapToObj(i ->
                  () -> {
                    TaskId task = new TaskId("task-a" + n + i);
                    Workspace workspace =
                        (i % 2 == 0 ? workspaces : otherDaemon)
                            .prepare(
                                project.dir(), base, WorkspaceMode.WORKTREE, "slot-" + i, task);
                    in(workspace).write("f" + i, "x");
                    return workspace.finish();
                  })
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<WorkspaceOutcome> outcome : threads.invokeAll(jobs)) {
          assertThat(outcome.get().commits()).isEqualTo(1);
        }
      }
    }
    assertThat(project.branches()).hasSize(1 + 24);
    assertThat(project.git("fsck", "--no-progress")).doesNotContain("error");
  }

  @Test
  void findGivesTheWorkspaceOfAnAttemptAndChangesNothing() {
    in(worktree(ONE)).write("b.txt", "b");
    Workspace found = found(WorkspaceMode.WORKTREE, ONE);
    assertThat(in(found).git("status", "--porcelain")).isEqualTo("?? b.txt");
    assertThat(found.finish().commits()).isEqualTo(1);
    assertThat(found(WorkspaceMode.WORKTREE, ONE).finish().commits()).isEqualTo(1);
  }

  @Test
  void findRefusesWhenTheSlotServesAnotherTaskOrNone() {
    assertThatThrownBy(() -> found(WorkspaceMode.WORKTREE, ONE))
        .hasMessageContaining("nothing was prepared");
    worktree(TWO);
    assertThatThrownBy(() -> found(WorkspaceMode.WORKTREE, ONE))
        .hasMessageContaining("it is now for task-02");
  }

  @Test
  void aLateFinishLeavesTheNextTasksTreeAlone() {
    Workspace first = worktree(ONE);
    in(first).write("b.txt", "b");
    Workspace second = worktree(TWO);
    in(second).write("second.txt", "2");
    assertThat(first.finish())
        .isEqualTo(
            new WorkspaceOutcome("worktree", first.directory().toString(), "agentpool/task-01", 1));
    assertThat(in(second).git("status", "--porcelain")).isEqualTo("?? second.txt");
    assertThat(second.finish().commits()).isEqualTo(1);
  }

  @Test
  void aMovedProjectIsFoundAgain() throws IOException {
    in(worktree(ONE)).write("b.txt", "b");
    Path moved = temp.resolve("moved");
    Files.move(project.dir(), moved);
    project = Project.at(moved);
    in(worktree(TWO)).git("status");
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
  }

  @Test
  void aCopyOfTheProjectDoesNotTakeTheWorktreesOfTheOriginal() throws Exception {
    in(worktree(ONE)).write("b.txt", "b");
    Path copy = temp.resolve("copy");
    assertThat(
            new ProcessBuilder("cp", "-r", project.dir().toString(), copy.toString())
                .start()
                .waitFor())
        .isZero();
    assertThatThrownBy(() -> workspaces.prepare(copy, base, WorkspaceMode.WORKTREE, "slot-0", TWO))
        .hasMessageContaining("belongs to another repository");
    assertThat(worktree(TWO).finish().commits()).isZero();
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
  }
}
