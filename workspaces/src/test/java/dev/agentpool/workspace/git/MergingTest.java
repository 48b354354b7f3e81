package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Merged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergingTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  @Test
  void aBranchComesInByAMergeCommitOfTheUsersEvenIfItCouldBeFastForwarded() {
    branch(WORK, "b.txt", "b");
    String head = project.head();
    Merged merged = merge("Take the work\n\nIn full.");
    assertThat(merged).isEqualTo(new Merged("main", project.head(), 1, List.of()));
    assertThat(project.git("rev-parse", "HEAD^1", "HEAD^2"))
        .isEqualTo(head + "\n" + project.git("rev-parse", WORK));
    assertThat(project.git("log", "-1", "--format=%an <%ae> %cn%n%B"))
        .isEqualTo("Tess Ter <tess@example.org> Tess Ter\nTake the work\n\nIn full.");
    assertThat(project.dir().resolve("b.txt")).hasContent("b");
    assertThat(project.git("status", "--porcelain")).isEmpty();
    assertThat(project.git("branch", "--show-current")).isEqualTo("main");
  }

  @Test
  void agentpoolCommitsWhenGitDoesNotKnowTheUser() {
    branch(WORK, "b.txt", "b");
    project.git("config", "--unset", "user.name");
    project.git("config", "--unset", "user.email");
    merge("m");
    assertThat(project.git("log", "-1", "--format=%an <%ae>"))
        .isEqualTo("agentpool <agentpool@localhost>");
  }

  @Test
  void aBranchThatIsInAlreadyIsNoMerge() {
    branch(WORK, "b.txt", "b");
    merge("m");
    String head = project.head();
    assertThat(merge("again")).isEqualTo(new Merged("main", head, 0, List.of()));
    assertThat(project.head()).isEqualTo(head);
  }

  @Test
  void aConflictIsNamedAndLeavesTheProjectAsItWas() {
    branch(WORK, "README.md", "theirs\n");
    project.write("README.md", "ours\n").commit("ours").write("src/a.txt", "editing");
    project.write("untracked.txt", "u");
    String before = state();
    assertThatThrownBy(() -> merge("m"))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("cannot merge agentpool/task-01 into main: conflicts in README.md;")
        .hasMessageContaining("the branch stays");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void changesOfTheUserInFilesThatTheMergeTouchesAreNamedAndLeft() {
    branch(WORK, "README.md", "theirs\n");
    for (boolean staged : new boolean[] {false, true}) {
      project.write("README.md", "editing");
      if (staged) {
        project.git("add", "README.md");
      }
      String before = state();
      assertThatThrownBy(() -> merge("m"))
          .hasMessageContaining(
              "uncommitted changes in files that the merge touches: README.md; commit, stash");
      assertThat(state()).isEqualTo(before);
    }
  }

  @Test
  void changesOfTheUserInOtherFilesStay() {
    branch(WORK, "README.md", "theirs\n");
    project.write("src/a.txt", "editing").write("staged.txt", "s").write("untracked.txt", "u");
    project.git("add", "staged.txt");
    merge("m");
    assertThat(project.dir().resolve("README.md")).hasContent("theirs");
    assertThat(project.git("status", "--porcelain").lines().map(String::strip))
        .containsExactlyInAnyOrder("A  staged.txt", "M src/a.txt", "?? untracked.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"new.txt", "build/new.txt", "dir/deep/new.txt"})
  void filesThatGitDoesNotKnowAreNotOverwrittenNotEvenIgnoredOnes(String file) {
    project.write(".gitignore", "ignored\n").commit("ignore");
    branch(WORK, file, "theirs");
    project.write(file, "precious");
    project.write(".git/info/exclude", "build/\n");
    String before = state();
    assertThatThrownBy(() -> merge("m")).hasMessageContaining(file);
    assertThat(state()).isEqualTo(before);
    assertThat(project.dir().resolve(file)).hasContent("precious");
  }

  @Test
  void anUnknownFileWhereTheMergeNeedsAFolderIsNotOverwritten() {
    branch(WORK, "place/b.txt", "theirs");
    project.write(".git/info/exclude", "place\n").write("place", "precious");
    String before = state();
    assertThatThrownBy(() -> merge("m")).hasMessageContaining("place");
    assertThat(state()).isEqualTo(before);
    assertThat(project.dir().resolve("place")).hasContent("precious");
  }

  @Test
  void aMergeThatWasKilledBeforeHeadMovedIsDoneAgain() {
    branch(WORK, "b.txt", "b");
    String head = project.head();
    project.git("merge", "-q", "--no-ff", WORK);
    project.git("update-ref", "refs/heads/main", head);
    assertThat(merge("m").commits()).isEqualTo(1);
    assertThat(project.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aDetachedHeadIsMergedInto() {
    branch(WORK, "b.txt", "b");
    String head = project.head();
    project.git("checkout", "-q", "--detach");
    Merged merged = merge("m");
    assertThat(merged.into()).isEqualTo(head);
    assertThat(merged.commit()).isEqualTo(project.head()).isNotEqualTo(head);
    assertThat(merged.notices()).singleElement().asString().contains("detached", "git switch -c");
    assertThat(project.dir().resolve("b.txt")).exists();
    assertThat(project.git("rev-parse", "main")).isEqualTo(head);
  }

  @Test
  void aBareRepositoryGetsTheCommitOnly() {
    branch(WORK, "b.txt", "b");
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", ".", bare.toString());
    Merged merged = workspaces.merge(bare, base, WORK, "m", "test -f b.txt");
    assertThat(merged.into()).isEqualTo("main");
    assertThat(Project.at(bare).git("rev-parse", "main")).isEqualTo(merged.commit());
    Project.at(bare).git("worktree", "add", "-q", temp.resolve("users").toString(), "main");
    Project.at(bare).git("branch", "agentpool/more", WORK + "~1");
    Project.at(bare).git("update-ref", "refs/heads/main", WORK + "~1");
    assertThatThrownBy(() -> workspaces.merge(bare, base, WORK, "m", null))
        .hasMessageContaining("is checked out in")
        .hasMessageContaining("users");
  }

  @Test
  void aProjectBelowTheTopAndOneThatIsAWorktreeAreMergedInto() {
    branch(WORK, "src/b.txt", "b");
    branch("agentpool/task-02", "c.txt", "c");
    Path src = project.dir().resolve("src");
    assertThat(workspaces.merge(src, base, WORK, "m", "test -f b.txt").into()).isEqualTo("main");
    assertThat(src.resolve("b.txt")).exists();
    Path linked = temp.resolve("linked");
    project.git("worktree", "add", "-q", "-b", "side", linked.toString());
    assertThat(workspaces.merge(linked, base, "agentpool/task-02", "m", null).into())
        .isEqualTo("side");
    assertThat(linked.resolve("c.txt")).exists();
    assertThat(project.dir().resolve("c.txt")).doesNotExist();
  }

  @Test
  void anUnknownBranchIsSaidSo() {
    for (String name : new String[] {"agentpool/none", "-x", "main~1", "HEAD", "a b", "../x"}) {
      assertThatThrownBy(() -> workspaces.merge(project.dir(), base, name, "m", null))
          .hasMessageContaining("there is no branch '" + name + "'");
      assertThatThrownBy(() -> workspaces.change(project.dir(), name))
          .hasMessageContaining("there is no branch '" + name + "'");
    }
  }

  @Test
  void aMergeOfTheUsersUnderWayIsNotDisturbed() {
    branch(WORK, "b.txt", "b");
    branch("mine", "README.md", "theirs");
    project.write("README.md", "ours").commit("ours");
    project.gitSucceeds("merge", "-q", "mine");
    String before = state();
    assertThatThrownBy(() -> merge("m")).hasMessageContaining("a merge is under way");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void nothingThatTheProjectNamesIsRun() throws IOException {
    branch(WORK, "b.txt", "b");
    branch("agentpool/task-02", "c.txt", "c");
    Path ran = temp.resolve("ran");
    for (String hook : new String[] {"post-merge", "pre-merge-commit", "post-checkout"}) {
      project.write(".git/hooks/" + hook, "#!/bin/sh\ntouch '" + ran + "'\n");
      assertThat(project.dir().resolve(".git/hooks/" + hook).toFile().setExecutable(true)).isTrue();
    }
    project.git("config", "branch.main.mergeOptions", "--squash");
    project.git("config", "merge.verifySignatures", "true");
    project.git("config", "gpg.program", "touch '" + ran + "'");
    merge("m");
    assertThat(ran).doesNotExist();
    project.git("config", "merge.own.driver", "touch '" + ran + "'");
    assertThatThrownBy(() -> workspaces.merge(project.dir(), base, "agentpool/task-02", "m", null))
        .hasMessageContaining("merge.own.driver");
    assertThat(ran).doesNotExist();
  }

  @Test
  void anOldGitIsToldApart() throws IOException {
    branch(WORK, "b.txt", "b");
    workspaces =
        pretending("case \"$*\" in version) echo git version 2.34.1;; *) exec git \"$@\";; esac");
    assertThatThrownBy(() -> merge("m"))
        .hasMessageContaining("git 2.34 is too old to merge for agentpool, which needs 2.38");
  }

  @Test
  void aHeadThatMovesMeanwhileIsMergedIntoAfresh() throws IOException {
    branch(WORK, "b.txt", "b");
    String moves =
        "test -e '%s' || { touch '%s'; cd '%s' && git -c user.name=x -c user.email=x@x commit -q"
            + " --allow-empty -m moved; }";
    Path once = temp.resolve("once");
    String check = moves.formatted(once, once, project.dir());
    Merged merged = workspaces.merge(project.dir(), base, WORK, "m", check);
    assertThat(project.head()).isEqualTo(merged.commit());
    assertThat(project.git("log", "-1", "--format=%s", "HEAD^1")).isEqualTo("moved");
    branch("agentpool/task-02", "c.txt", "c");
    String always =
        "cd '%s' && git -c user.name=x -c user.email=x@x commit -q --allow-empty -m moved"
            .formatted(project.dir());
    assertThatThrownBy(
            () -> workspaces.merge(project.dir(), base, "agentpool/task-02", "m", always))
        .hasMessageContaining("got new commits each time");
    assertThat(project.dir().resolve("c.txt")).doesNotExist();
  }

  private Merged merge(String message) {
    return workspaces.merge(project.dir(), base, WORK, message, null);
  }

  /** All that a refused merge must leave as it is. */
  private String state() {
    return project.head()
        + project.git("status", "--porcelain=v2", "--branch", "--ignored")
        + project.git("diff", "HEAD")
        + project.git("diff", "--cached")
        + project.git("for-each-ref")
        + project.git("worktree", "list", "--porcelain");
  }
}
