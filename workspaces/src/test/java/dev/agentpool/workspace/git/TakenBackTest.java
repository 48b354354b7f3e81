package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A preparation that fails says whose state it is and leaves nothing: no branch, folder, worktree.
 */
class TakenBackTest extends WorkspaceTest {
  private static final TaskId PLAN = new TaskId("task-0a");

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aPartialCloneIsRefusedBeforeAnythingIsMade(WorkspaceMode mode) {
    project.git("config", "uploadpack.allowFilter", "true");
    Path partial = temp.resolve("partial");
    project.git(
        "clone",
        "-q",
        "--filter=blob:none",
        "--no-checkout",
        "file://" + project.dir(),
        partial.toString());
    leavesNothing(Project.at(partial), mode, "partial clone");
    assertThat(catchReady(partial, mode)).hasMessageContaining("git fetch --refetch --no-filter");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aPartialCloneThatFollowedTheAdviceIsTaken(WorkspaceMode mode) {
    project.git("config", "uploadpack.allowFilter", "true");
    Project partial = Project.at(temp.resolve("partial"));
    project.git(
        "clone",
        "-q",
        "--filter=blob:none",
        "--no-checkout",
        "file://" + project.dir(),
        partial.dir().toString());
    partial.git("fetch", "-q", "--refetch", "--no-filter");
    for (String key :
        new String[] {
          "extensions.partialClone", "remote.origin.promisor", "remote.origin.partialCloneFilter"
        }) {
      partial.gitSucceeds("config", "--unset-all", key);
    }
    Path made = workspaces.prepare(partial.dir(), base, mode, "slot-0", ONE).directory();
    assertThat(made.resolve("src/a.txt")).hasContent("a");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aBranchNamedAgentpoolIsRefusedWithAdviceLooseOrPacked(WorkspaceMode mode) {
    project.git("branch", "agentpool");
    leavesNothing(project, mode, "git branch -m agentpool OTHER");
    project.git("pack-refs", "--all");
    leavesNothing(project, mode, "git branch -m agentpool OTHER");
    project.git("branch", "-m", "agentpool", "other");
    workspaces.prepare(project.dir(), base, mode, "slot-0", ONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aRepositoryThatLacksAnObjectLeavesNothing(WorkspaceMode mode) throws IOException {
    String blob = project.git("rev-parse", "HEAD:src/a.txt");
    Files.delete(
        project.dir().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
    leavesNothing(project, mode, "git fsck");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aDamagedObjectLeavesNothing(WorkspaceMode mode) throws IOException {
    String tree = project.git("rev-parse", "HEAD:src");
    Path file =
        project.dir().resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2));
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.writeString(file, "this is no object");
    leavesNothing(project, mode, "git fsck");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aFormatThatThisGitDoesNotKnowLeavesNothing(WorkspaceMode mode) {
    project.git("config", "core.repositoryFormatVersion", "1");
    project.git("config", "extensions.fromTheFuture", "reftable");
    WorkspaceException refused = catchReady(project.dir(), mode);
    assertThat(refused.fault()).isEqualTo(WorkspaceFault.PROJECT);
    assertThat(refused).hasMessageContaining("install a newer git");
    assertThat(base).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void anObjectThatIsMissedInASlotsOldWorktreeLeavesNoBranch(WorkspaceMode mode)
      throws IOException {
    workspaces.prepare(project.dir(), base, mode, "slot-0", ONE).finish();
    project.write("src/a.txt", "new").commit("new");
    String blob = project.git("rev-parse", "HEAD:src/a.txt");
    Files.delete(
        project.dir().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
    assertThat(failure(project, mode, TWO).fault()).isEqualTo(WorkspaceFault.PROJECT);
    assertThat(project.branches()).containsExactly("main");
    assertThat(base.resolve("clones/task-02")).doesNotExist();
    assertThat(base.resolve("clones/.task-02.partial")).doesNotExist();
  }

  private void leavesNothing(Project in, WorkspaceMode mode, String advice) {
    String branches = String.join(" ", in.branches());
    for (int n = 0; n < 2; n++) {
      WorkspaceException refused = failure(in, mode, ONE);
      assertThat(refused).hasMessageContaining(advice);
      assertThat(refused.fault()).isEqualTo(WorkspaceFault.PROJECT);
      WorkspaceException join =
          catchThrowableOfType(
              WorkspaceException.class, () -> workspaces.join(in.dir(), base, mode, PLAN));
      assertThat(join).hasMessageContaining(advice);
      assertThat(String.join(" ", in.branches())).isEqualTo(branches);
      assertThat(in.git("worktree", "list").lines()).hasSize(1);
      assertThat(in.dir().resolve(".git/worktrees"))
          .satisfiesAnyOf(
              none -> assertThat(none).doesNotExist(),
              empty -> assertThat(empty).isEmptyDirectory());
      assertThat(left()).as("left in the pool's folder").isEmpty();
    }
  }

  private WorkspaceException failure(Project in, WorkspaceMode mode, TaskId task) {
    return catchThrowableOfType(
        WorkspaceException.class, () -> workspaces.prepare(in.dir(), base, mode, "slot-0", task));
  }

  private WorkspaceException catchReady(Path dir, WorkspaceMode mode) {
    return catchThrowableOfType(WorkspaceException.class, () -> workspaces.requireReady(dir, mode));
  }

  private String left() {
    if (!Files.exists(base)) {
      return "";
    }
    try (Stream<Path> all = Files.walk(base)) {
      return String.join(" ", all.map(Path::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
