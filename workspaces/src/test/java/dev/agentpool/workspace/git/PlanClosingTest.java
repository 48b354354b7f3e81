package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanClosingTest extends PlanTest {

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void keepLeavesTheBranchWithAllTheWorkAndNothingElse(WorkspaceMode mode) {
    Workspace workspace = joined(mode, ONE);
    in(workspace).write("b.txt", "b").commit("b").write("left over.txt", "l").write("build/x", "x");
    Closed closed = closed(mode, ONE, OnFinish.KEEP);
    assertThat(closed)
        .isEqualTo(
            new Closed(
                new WorkspaceOutcome(
                    mode.wireName(), workspace.directory().toString(), "agentpool/task-01", 2),
                null,
                null,
                List.of()));
    assertThat(project.show("agentpool/task-01:left over.txt")).isEqualTo("l");
    assertThat(workspace.directory()).doesNotExist();
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
    assertThat(closed(mode, ONE, OnFinish.KEEP)).isEqualTo(closed);
    assertThat(workspace.finish().branch()).isEqualTo("agentpool/task-01");
  }

  @ParameterizedTest
  @CsvSource({
    "WORKTREE,KEEP", "WORKTREE,MERGE", "WORKTREE,PATCH", "WORKTREE,DELETE",
    "CLONE,KEEP", "CLONE,MERGE", "CLONE,PATCH", "CLONE,DELETE"
  })
  void aPlanThatNeverBeganOrDidNothingClosesWithoutEffect(WorkspaceMode mode, OnFinish onFinish) {
    String path = PlanClosing.path(base, mode, ONE).toString();
    Closed nothing =
        new Closed(new WorkspaceOutcome(mode.wireName(), path, null, 0), null, null, List.of());
    assertThat(closed(mode, ONE, onFinish)).isEqualTo(nothing);
    assertThat(base).doesNotExist();
    joined(mode, ONE);
    assertThat(closed(mode, ONE, onFinish)).isEqualTo(nothing);
    assertThat(closed(mode, ONE, onFinish)).isEqualTo(nothing);
    assertThat(project.branches()).containsExactly("main");
    assertThat(Path.of(path)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {".agent-pool/pool.toml", "part/.agent-pool/skills/x.md", ".agent-pool"})
  void whatSaysHowAgentsRunIsNotMergedWithoutAPersonsWord(String file) {
    project.write("README.md", "before\n").commit("before");
    in(joined(WorkspaceMode.WORKTREE, ONE)).write(file, "walls").commit("walls").write("b", "b");
    String head = project.head();
    assertThatThrownBy(() -> closed(WorkspaceMode.WORKTREE, ONE, OnFinish.MERGE))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("changes how the pool's agents run, " + file)
        .hasMessageContaining("git merge agentpool/task-01");
    assertThat(project.head()).isEqualTo(head);
    assertThat(project.show("agentpool/task-01:" + file)).isEqualTo("walls");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void mergeBringsTheWorkIntoTheProjectAndIsDoneOnce(WorkspaceMode mode) {
    in(joined(mode, ONE)).write("b.txt", "b").commit("b").write("c.txt", "c");
    project.write("README.md", "meanwhile\n").commit("meanwhile");
    Closed closed = closed(mode, ONE, OnFinish.MERGE);
    assertThat(closed.mergedInto()).isEqualTo("main");
    assertThat(closed.outcome().commits()).isEqualTo(2);
    assertThat(project.dir().resolve("b.txt")).hasContent("b");
    assertThat(project.dir().resolve("c.txt")).hasContent("c");
    assertThat(project.dir().resolve("README.md")).hasContent("meanwhile");
    assertThat(project.git("status", "--porcelain")).isEmpty();
    String head = project.head();
    assertThat(closed(mode, ONE, OnFinish.MERGE)).isEqualTo(closed);
    assertThat(project.head()).isEqualTo(head);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aMergeThatConflictsIsRefusedAgainAndAgainAndTheBranchStays(WorkspaceMode mode) {
    in(joined(mode, ONE)).write("README.md", "theirs");
    project.write("README.md", "ours").commit("ours");
    String head = project.head();
    for (int n = 0; n < 2; n++) {
      assertThatThrownBy(() -> closed(mode, ONE, OnFinish.MERGE))
          .isInstanceOf(WorkspaceException.class)
          .hasMessageContaining("conflicts in README.md");
      assertThat(project.head()).isEqualTo(head);
      assertThat(project.git("status", "--porcelain")).isEmpty();
      assertThat(project.show("agentpool/task-01:README.md")).isEqualTo("theirs");
    }
    assertThat(closed(mode, ONE, OnFinish.KEEP).outcome().commits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void thePatchAppliesWithGitApplyAlsoItsBinaryAndOddlyEncodedFiles(WorkspaceMode mode)
      throws IOException {
    project.git("config", "diff.noprefix", "true");
    project.git("config", "color.ui", "always");
    Workspace workspace = joined(mode, ONE);
    in(workspace).write("new ü.txt", "n\n").write("README.md", "changed\n").commit("text");
    Files.write(workspace.directory().resolve("latin.txt"), new byte[] {'g', (byte) 0xFC, '\n'});
    Files.write(workspace.directory().resolve("data.bin"), new byte[] {0, 1, 2, (byte) 0xFF, 0});
    Closed closed = closed(mode, ONE, OnFinish.PATCH);
    assertThat(closed.patch()).isEqualTo(base.resolve("patches/task-01.patch")).exists();
    assertThat(closed.outcome().patch()).isEqualTo(String.valueOf(closed.patch()));
    assertThat(closed.outcome().branch()).isEqualTo("agentpool/task-01");
    project.git("apply", "--index", String.valueOf(closed.patch()));
    assertThat(project.git("write-tree"))
        .isEqualTo(project.git("rev-parse", "agentpool/task-01^{tree}"));
    assertThat(closed(mode, ONE, OnFinish.PATCH)).isEqualTo(closed);
    try (var files = Files.list(base.resolve("patches"))) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void deleteGivesUpFolderAndBranch(WorkspaceMode mode) {
    Workspace workspace = joined(mode, ONE);
    in(workspace).write("b.txt", "b").commit("b").write("c.txt", "c");
    Project.create(workspace.directory().resolve("inner"));
    Closed closed = closed(mode, ONE, OnFinish.DELETE);
    assertThat(closed.outcome().branch()).isNull();
    assertThat(closed.outcome().commits()).isZero();
    assertThat(workspace.directory()).doesNotExist();
    assertThat(project.branches()).containsExactly("main");
    assertThat(closed(mode, ONE, OnFinish.DELETE)).isEqualTo(closed);
  }

  @Test
  void deleteTakesNoOtherPlansBranch() {
    branch("agentpool/task-012", "x", "x");
    branch("agentpool/other", "x", "x");
    in(joined(WorkspaceMode.WORKTREE, ONE)).write("b.txt", "b");
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.DELETE);
    assertThat(project.branches())
        .containsExactlyInAnyOrder("agentpool/other", "agentpool/task-012", "main");
  }

  @Test
  void aBranchThatTheUserHasCheckedOutIsNotDeletedUnderTheirFeet() {
    in(joined(WorkspaceMode.WORKTREE, ONE)).write("b.txt", "b");
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP);
    project.git("checkout", "-q", "agentpool/task-01");
    assertThatThrownBy(() -> closed(WorkspaceMode.WORKTREE, ONE, OnFinish.DELETE))
        .hasMessageContaining("checked out");
    assertThat(project.branches()).contains("agentpool/task-01");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aRepositoryMadeInsideIsPutAside(WorkspaceMode mode) {
    Workspace workspace = joined(mode, ONE);
    Project.create(workspace.directory().resolve("inner"));
    closed(mode, ONE, OnFinish.KEEP);
    assertThat(workspace.directory()).doesNotExist();
    assertThat(
            mode == WorkspaceMode.CLONE
                ? base.resolve("kept/task-01/task-01/inner/README.md")
                : base.resolve("kept/task-01/inner/README.md"))
        .exists();
  }

  @Test
  void aClosingThatWasKilledWhileItRemovedTheFolderIsDoneToItsEnd() throws IOException {
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    in(workspace).write("b.txt", "b");
    Path gitDir = gitDir(workspace);
    new Keeping(tree(gitDir, workspace.directory())).keep(Mark.read(gitDir).orElseThrow());
    Files.move(workspace.directory(), base.resolve(".task-01.removed"));
    Files.delete(base.resolve(".task-01.removed/README.md"));
    Closed closed = closed(WorkspaceMode.WORKTREE, ONE, OnFinish.MERGE);
    assertThat(closed.outcome().commits()).isEqualTo(1);
    assertThat(project.dir().resolve("README.md")).exists();
    assertThat(base.resolve(".task-01.removed")).doesNotExist();
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aClosingOfAHalfPreparedWorktreeLeavesNothing() throws IOException {
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    Path gitDir = gitDir(workspace);
    Mark.read(gitDir).orElseThrow().at(Mark.Phase.PREPARING).write(gitDir);
    Files.delete(workspace.directory().resolve("README.md"));
    assertThat(closed(WorkspaceMode.WORKTREE, ONE, OnFinish.MERGE).outcome().branch()).isNull();
    assertThat(workspace.directory()).doesNotExist();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void anAddedWorktreeWithoutAMarkAndAReservedBranchAreCleared() {
    Path path = base.resolve("task-01");
    project.git("worktree", "add", "-q", "--no-checkout", "--detach", path.toString());
    project.git("branch", "agentpool/task-01");
    assertThat(closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP).outcome().branch()).isNull();
    assertThat(path).doesNotExist();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void commitsOnNoBranchInAFolderThatWasDeletedAreFound() throws IOException {
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    in(workspace).git("checkout", "-q", "--detach");
    in(workspace).write("b.txt", "b").commit("on no branch");
    Trees.delete(workspace.directory());
    Closed closed = closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP);
    assertThat(closed.outcome().commits()).isEqualTo(1);
    assertThat(project.show(closed.outcome().branch() + ":b.txt")).isEqualTo("b");
  }

  @Test
  void theCountIsThePlansOwnAlsoWhenTheProjectHasGoneElsewhere() {
    project.git("branch", "old");
    project.write("x", "x").commit("x").write("y", "y").commit("y");
    in(joined(WorkspaceMode.WORKTREE, ONE)).write("b.txt", "b");
    project.git("checkout", "-q", "old");
    assertThat(closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP).outcome().commits()).isOne();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void bareRepositoriesAndFoldersBelowTheTopServeToo(WorkspaceMode mode) {
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", ".", bare.toString());
    in(workspaces.join(bare, base, mode, ONE)).write("b.txt", "b");
    Closed ofBare = workspaces.close(bare, base, mode, ONE, OnFinish.MERGE);
    assertThat(ofBare.mergedInto()).isEqualTo("main");
    assertThat(Project.at(bare).show("main:b.txt")).isEqualTo("b");
    Path src = project.dir().resolve("src");
    Workspace below = workspaces.join(src, base, mode, TWO);
    in(below).write("b.txt", "b");
    assertThat(below.directory().getFileName()).isEqualTo(Path.of("src"));
    Closed closed = workspaces.close(src, base, mode, TWO, OnFinish.MERGE);
    assertThat(closed.outcome().path()).isEqualTo(below.directory().toString());
    assertThat(src.resolve("b.txt")).hasContent("b");
    assertThat(project.git("status", "--porcelain")).isEmpty();
  }
}
