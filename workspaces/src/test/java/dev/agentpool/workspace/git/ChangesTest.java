package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.workspace.Workspaces.Change;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a reviewer is shown. */
class ChangesTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  @Test
  void commitsFilesSummaryAndPatchAreThoseSinceTheBranchBegan() throws IOException {
    Workspace workspace = joined(WorkspaceMode.WORKTREE, ONE);
    in(workspace).write("new ü.txt", "n\n").commit("one").write("README.md", "changed\n");
    Files.write(workspace.directory().resolve("data.bin"), new byte[] {0, 1, 2});
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP);
    project.write("c.txt", "c").commit("meanwhile");
    Change change = change();
    assertThat(change.branch()).isEqualTo(WORK);
    assertThat(change.commits()).isEqualTo(2);
    assertThat(change.files()).containsExactlyInAnyOrder("README.md", "data.bin", "new ü.txt");
    assertThat(change.stat()).contains("README.md", "new ü.txt", "3 files changed");
    assertThat(change.patch())
        .contains("-hello\n+changed\n", "b/new ü.txt", "data.bin differ\n")
        .doesNotContain("c.txt");
    workspaces.merge(project.dir(), base, WORK, "m", null);
    assertThat(change()).isEqualTo(change);
  }

  @Test
  void aLongPatchIsCutAtALineAndSaysSo() {
    branch(WORK, "long.txt", "ü line\n".repeat(300_000));
    String patch = change().patch();
    assertThat(patch.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1 << 20);
    assertThat(patch.lines().toList())
        .last()
        .asString()
        .startsWith("[the patch is longer than 1 MiB and was cut here; the whole: git diff ");
    assertThat(patch).doesNotContain("\uFFFD").contains("+ü line\n[the patch");
  }

  @Test
  void oneLineWithoutAnEndIsCutBetweenCharacters() {
    String cut = Changes.cut("xü".repeat(600_000), "git diff a b");
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1 << 20);
    assertThat(cut).doesNotContain("\uFFFD").endsWith("git diff a b]\n");
  }

  @Test
  void noCommandThatTheProjectNamesShowsTheChange() {
    branch(WORK, "b.txt", "b\n");
    Path ran = temp.resolve("ran");
    project.write(".gitattributes", "* diff=own\n").commit("attributes");
    for (String key : new String[] {"diff.external", "diff.own.command", "diff.own.textconv"}) {
      project.git("config", key, "touch '" + ran + "'; cat");
    }
    project.git("config", "core.pager", "touch '" + ran + "'");
    assertThat(change().patch()).contains("+b\n");
    assertThat(ran).doesNotExist();
  }

  @Test
  void aBranchWithoutACommonPastIsShownWhole() {
    Project line = Project.at(temp.resolve("line"));
    project.git("worktree", "add", "-q", "--detach", line.dir().toString());
    line.git("checkout", "-q", "--orphan", WORK);
    line.write("b.txt", "b\n").commit("first");
    Change change = change();
    assertThat(change.commits()).isEqualTo(1);
    assertThat(change.files()).contains("b.txt", "README.md");
  }

  @Test
  void aBareRepositoryShowsChangesToo() {
    branch(WORK, "b.txt", "b\n");
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", ".", bare.toString());
    assertThat(workspaces.change(bare, WORK)).isEqualTo(change());
  }

  @Test
  void aBranchWithoutCommitsChangesNothing() {
    project.git("branch", WORK);
    assertThat(change().files()).isEmpty();
    assertThat(change().commits()).isZero();
    assertThat(change().patch()).isEmpty();
    assertThat(change().stat()).isEmpty();
  }

  private Change change() {
    return workspaces.change(project.dir(), WORK);
  }
}
