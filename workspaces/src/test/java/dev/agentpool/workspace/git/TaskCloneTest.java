package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TaskCloneTest extends WorkspaceTest {

  @Test
  void aTaskWorksInACloneOfItsOwnThatStandsWithoutTheProject() {
    Workspace workspace = cloned(ONE);
    assertThat(workspace.directory()).isEqualTo(base.resolve("clones/task-01"));
    assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-01");
    assertThat(in(workspace).head()).isEqualTo(project.head());
    assertThat(in(workspace).git("config", "user.name")).isEqualTo("Tess Ter");
    assertThat(workspace.directory().resolve(".git/objects/info/alternates")).doesNotExist();
  }

  @Test
  void finishBringsCommitsIntoTheProjectAndRemovesTheClone() {
    Workspace workspace = cloned(ONE);
    in(workspace).write("b.txt", "b").commit("b").write("c.txt", "c");
    assertThat(workspace.finish())
        .isEqualTo(
            new WorkspaceOutcome(
                "clone", workspace.directory().toString(), "agentpool/task-01", 2));
    assertThat(project.show("agentpool/task-01:c.txt")).isEqualTo("c");
    assertThat(workspace.directory()).doesNotExist();
    assertThat(workspace.finish().commits()).isEqualTo(2);
  }

  @Test
  void aCloneWithoutCommitsLeavesNothing() {
    Workspace workspace = cloned(ONE);
    WorkspaceOutcome outcome = workspace.finish();
    assertThat(outcome.branch()).isNull();
    assertThat(workspace.directory()).doesNotExist();
    assertThat(project.branches()).containsExactly("main");
  }

  @Test
  void aCloneWithWorkThatTheProjectDoesNotHaveIsKept() {
    Workspace workspace = cloned(ONE);
    in(workspace).git("checkout", "-q", "-b", "side");
    in(workspace).write("side.txt", "s").commit("side");
    in(workspace).git("checkout", "-q", "agentpool/task-01");
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(in(workspace).show("side:side.txt")).isEqualTo("s");
  }

  @Test
  void aCloneWithAStashOrARepositoryInsideIsKept() {
    Workspace stashed = cloned(ONE);
    in(stashed).write("README.md", "stashed").git("stash");
    stashed.finish();
    assertThat(in(stashed).git("stash", "list")).isNotEmpty();
    Workspace nesting = cloned(TWO);
    Project.create(nesting.directory().resolve("inner"));
    nesting.finish();
    assertThat(nesting.directory().resolve("inner/README.md")).exists();
  }

  @Test
  void aSecondAttemptKeepsTheFirstOnesWorkAndStartsAgain() {
    in(cloned(ONE)).write("b.txt", "b");
    Workspace again = cloned(ONE);
    assertThat(again.directory().resolve("b.txt")).doesNotExist();
    in(again).write("c.txt", "c");
    assertThat(again.finish().branch()).isEqualTo("agentpool/task-01-2");
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
  }

  @Test
  void aFirstAttemptsCloneThatCannotGoHomeIsPutAside() {
    in(cloned(ONE)).write("README.md", "x").git("stash");
    cloned(ONE);
    assertThat(Project.at(base.resolve("kept/task-01/task-01")).git("stash", "list")).isNotEmpty();
  }

  @Test
  void aBranchTheAgentRebasedOntoSomethingElseComesHome() {
    String start = project.head();
    project.write("x", "x").commit("bad base");
    Workspace workspace = cloned(ONE);
    in(workspace).write("b.txt", "b").commit("b").git("rebase", "-q", "--onto", start, "HEAD~1");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.gitSucceeds("cat-file", "-e", "agentpool/task-01:x")).isFalse();
  }

  @Test
  void originIsTheProjectsOriginWhenThatIsElsewhere() {
    project.git("remote", "add", "origin", "https://example.org/x.git");
    project.git("update-ref", "refs/remotes/origin/release", "HEAD");
    Workspace workspace = cloned(ONE);
    assertThat(in(workspace).git("remote", "get-url", "origin"))
        .isEqualTo("https://example.org/x.git");
    assertThat(in(workspace).git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/remotes"))
        .isEqualTo("origin/release");
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(workspace.directory()).doesNotExist();
  }

  @Test
  void originIsTheProjectWhenItsOwnIsAFolder() {
    project.git("remote", "add", "origin", temp.resolve("some/where").toString());
    assertThat(in(cloned(ONE)).git("remote", "get-url", "origin"))
        .isEqualTo(project.dir().toString());
  }

  @Test
  void anotherFolderInTheWayIsRefusedAndLeft() {
    Project.at(base).write("clones/task-01/precious", "p");
    assertThatThrownBy(() -> cloned(ONE)).hasMessageContaining("in the way");
    assertThat(base.resolve("clones/task-01/precious")).exists();
  }

  @Test
  void aCloneThatWasBeingMadeWhenTheDaemonEndedIsMadeAgain() {
    Project.at(base).write("clones/.task-01.partial/.git/half", "h");
    assertThat(cloned(ONE).directory().resolve("README.md")).exists();
    assertThat(base.resolve("clones/.task-01.partial")).doesNotExist();
  }

  @Test
  void aCloneOfABareRepositoryOrASubfolderWorks() {
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", ".", bare.toString());
    Workspace ofBare = workspaces.prepare(bare, base, WorkspaceMode.CLONE, "s", ONE);
    in(ofBare).write("b.txt", "b");
    assertThat(ofBare.finish().commits()).isEqualTo(1);
    Workspace below =
        workspaces.prepare(project.dir().resolve("src"), base, WorkspaceMode.CLONE, "s", TWO);
    assertThat(below.directory()).isEqualTo(base.resolve("clones/task-02/src"));
    assertThat(below.directory().resolve("a.txt")).exists();
  }

  @Test
  void findGivesTheCloneAndAfterItsRemovalItsBranch() {
    in(cloned(ONE)).write("b.txt", "b");
    assertThat(found(WorkspaceMode.CLONE, ONE).finish().commits()).isEqualTo(1);
    WorkspaceOutcome again = found(WorkspaceMode.CLONE, ONE).finish();
    assertThat(again.branch()).isEqualTo("agentpool/task-01");
    assertThat(again.commits()).isEqualTo(1);
    assertThatThrownBy(() -> found(WorkspaceMode.CLONE, TWO))
        .hasMessageContaining("no clone and no branch");
  }

  @Test
  void readOnlyFoldersAndLinksDoNotStopTheRemoval() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "p");
    Workspace workspace = cloned(ONE);
    in(workspace).write("build/cache/x", "x");
    Files.createSymbolicLink(workspace.directory().resolve("build/link"), outside);
    assertThat(workspace.directory().resolve("build/cache").toFile().setWritable(false)).isTrue();
    workspace.finish();
    assertThat(workspace.directory()).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
  }
}
