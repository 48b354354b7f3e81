package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.OwnTrees.Cleared;
import dev.agentpool.workspace.OwnTrees.Fate;
import dev.agentpool.workspace.OwnTrees.Kind;
import dev.agentpool.workspace.OwnTrees.Tree;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTreesTest extends WorkspaceTest {
  private static final TaskId PLAN = new TaskId("task-0a");

  private List<Tree> list() {
    return workspaces.trees().list(project.dir(), base);
  }

  private Cleared clear(TaskId holder, boolean force) {
    return workspaces
        .trees()
        .clear(project.dir(), base, holder.value(), force, false, (_, _) -> false);
  }

  private Cleared dryRun(TaskId holder, boolean force) {
    return workspaces
        .trees()
        .clear(project.dir(), base, holder.value(), force, true, (_, _) -> false);
  }

  @Test
  void theTreesOfSlotsPlansAndClonesAreListedAndThoseOfOthersAreNot() {
    worktree(ONE);
    cloned(TWO);
    workspaces.join(project.dir(), base, WorkspaceMode.WORKTREE, PLAN);
    project.git("worktree", "add", "-q", temp.resolve("mine").toString());
    assertThat(list())
        .extracting(Tree::holder, Tree::kind, tree -> tree.branch().orElse(""), Tree::there)
        .containsExactlyInAnyOrder(
            tuple("task-01", Kind.WORKTREE, "agentpool/task-01", true),
            tuple("task-02", Kind.CLONE, "agentpool/task-02", true),
            tuple("task-0a", Kind.WORKTREE, "agentpool/task-0a", true));
  }

  @Test
  void whereThereIsNoRepositoryThereAreNone() throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    assertThat(workspaces.trees().list(plain, base)).isEmpty();
    assertThat(
            workspaces.trees().clear(plain, base, ONE.value(), true, false, (_, _) -> false).fate())
        .isEqualTo(Fate.NONE);
  }

  @Test
  void aTreeInWhichSomebodyWorksStaysAlsoByForce() {
    Workspace workspace = worktree(ONE);
    Cleared refused =
        workspaces
            .trees()
            .clear(
                project.dir(), base, ONE.value(), true, false, (id, _) -> id.equals(ONE.value()));
    assertThat(refused.fate()).isEqualTo(Fate.ACTIVE);
    assertThat(workspace.directory()).isDirectory();
  }

  @Test
  void whatIsNotCommittedKeepsATreeAndByForceItIsCommittedOntoItsBranchFirst() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("new", "precious\n").write("README.md", "changed\n");
    assertThat(clear(ONE, false).fate()).isEqualTo(Fate.DIRTY);
    assertThat(dryRun(ONE, false).fate()).isEqualTo(Fate.DIRTY);
    assertThat(dryRun(ONE, true).fate()).isEqualTo(Fate.WOULD_REMOVE);
    assertThat(in(workspace).git("status", "--porcelain")).contains("new");
    Cleared cleared = clear(ONE, true);
    assertThat(cleared.fate()).isEqualTo(Fate.REMOVED);
    assertThat(cleared.dirty()).isTrue();
    assertThat(cleared.branch()).isEqualTo("agentpool/task-01");
    assertThat(workspace.directory()).doesNotExist();
    assertThat(project.git("show", "agentpool/task-01:new")).isEqualTo("precious");
    assertThat(list()).isEmpty();
  }

  @Test
  void aBranchWithCommitsStaysUntilTheProjectHasThem() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("new", "1\n").commit("mine");
    workspace.finish();
    Cleared cleared = clear(ONE, false);
    assertThat(cleared.branch()).isEqualTo("agentpool/task-01");
    assertThat(cleared.branchRemoved()).isFalse();
    assertThat(project.git("show", "agentpool/task-01:new")).isEqualTo("1");

    Workspace again = worktree(TWO);
    in(again).write("more", "2\n").commit("mine");
    again.finish();
    project.git("merge", "-q", "agentpool/task-02");
    Cleared merged = clear(TWO, false);
    assertThat(merged.branchRemoved()).isTrue();
    assertThat(project.git("branch", "--list", "agentpool/*")).isEqualTo("agentpool/task-01");
  }

  @Test
  void commitsThatNoBranchNamesGetOne() {
    Workspace workspace = worktree(ONE);
    in(workspace).git("checkout", "-q", "--detach");
    in(workspace).write("new", "1\n").commit("beside the branch");
    Cleared cleared = clear(ONE, false);
    assertThat(cleared.fate()).isEqualTo(Fate.REMOVED);
    assertThat(project.git("show", cleared.branch() + ":new")).isEqualTo("1");
  }

  @Test
  void aRepositoryInsideIsPutAsideAndSaidWhere() {
    Workspace workspace = worktree(ONE);
    Project.create(workspace.directory().resolve("inner"));
    assertThat(clear(ONE, false).fate()).isEqualTo(Fate.DIRTY);
    Cleared cleared = clear(ONE, true);
    assertThat(cleared.aside()).hasSize(1);
    Path aside = Path.of(cleared.aside().getFirst());
    assertThat(Project.at(aside).git("log", "--format=%s")).isEqualTo("start");
  }

  @Test
  void theSlotsNextTaskGetsAWorktreeAsBefore() {
    worktree(ONE).finish();
    assertThat(clear(ONE, false).fate()).isEqualTo(Fate.REMOVED);
    Workspace next = worktree(TWO);
    in(next).write("new", "1\n");
    assertThat(next.finish().commits()).isEqualTo(1);
  }

  @Test
  void aTreeIsFoundByTheNameOfItsSlotToo() {
    Workspace seat = worktree("ap_0123456789ab", ONE);
    in(seat).write("new", "1\n");
    Cleared cleared =
        workspaces
            .trees()
            .clear(project.dir(), base, "ap_0123456789ab", true, false, (_, _) -> false);
    assertThat(cleared.branch()).isEqualTo("agentpool/task-01");
    assertThat(seat.directory()).doesNotExist();
  }

  @Test
  void theTreeOfTheSlotsNextTaskIsNotTakenForThatOfTheOneBefore() {
    worktree(ONE).finish();
    Workspace next = worktree(TWO);
    assertThat(clear(ONE, true).fate()).isEqualTo(Fate.NONE);
    assertThat(next.directory()).isDirectory();
  }

  @Test
  void aCloneComesHomeBeforeItGoes() {
    Workspace clone = cloned(ONE);
    in(clone).write("new", "1\n");
    assertThat(clear(ONE, false).fate()).isEqualTo(Fate.DIRTY);
    Cleared cleared = clear(ONE, true);
    assertThat(cleared.branch()).isEqualTo("agentpool/task-01");
    assertThat(clone.directory()).doesNotExist();
    assertThat(project.git("show", "agentpool/task-01:new")).isEqualTo("1");
  }

  @Test
  void aStashInACloneIsPutAsideWithIt() {
    Workspace clone = cloned(ONE);
    in(clone).write("README.md", "stashed\n");
    in(clone).git("-c", "user.name=a", "-c", "user.email=a@b", "stash");
    Cleared cleared = clear(ONE, false);
    assertThat(cleared.aside()).hasSize(1);
    assertThat(Project.at(Path.of(cleared.aside().getFirst())).git("stash", "list"))
        .contains("stash@{0}");
  }

  @Test
  void aFolderThatIsGoneIsSaidToBe() throws IOException {
    Workspace workspace = worktree(ONE);
    Trees.delete(workspace.directory());
    assertThat(clear(ONE, true).fate()).isEqualTo(Fate.MISSING);
  }

  @Test
  void aLinkInPlaceOfTheFolderIsNotFollowed() throws IOException {
    Workspace workspace = worktree(ONE);
    Path precious = Files.createDirectories(temp.resolve("precious"));
    Files.writeString(precious.resolve("file"), "keep");
    Trees.delete(workspace.directory());
    Files.createSymbolicLink(workspace.directory(), precious);
    assertThat(clear(ONE, true).fate()).isEqualTo(Fate.MISSING);
    assertThat(precious.resolve("file")).hasContent("keep");
  }

  @Test
  void aMarkThatAnAgentWroteIntoAWorktreeOfTheUserDoesNotMakeItOurs() throws IOException {
    worktree(ONE);
    Path mine = temp.resolve("mine");
    project.git("worktree", "add", "-q", mine.toString());
    Files.copy(
        project.dir().resolve(".git/worktrees/slot-0/agentpool"),
        project.dir().resolve(".git/worktrees/mine/agentpool"));
    assertThat(list()).hasSize(1);
    assertThat(clear(ONE, true).fate()).isEqualTo(Fate.REMOVED);
    assertThat(mine.resolve("README.md")).exists();
  }

  @Test
  void aHostileFilterRefusesAndNothingIsLost() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("new", "1\n");
    project.git("config", "filter.evil.clean", "touch " + temp.resolve("ran"));
    assertThatThrownBy(() -> clear(ONE, true)).hasMessageContaining("filter.evil.clean");
    assertThat(workspace.directory().resolve("new")).exists();
    assertThat(temp.resolve("ran")).doesNotExist();
  }
}
