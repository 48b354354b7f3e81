package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whose state it is, so that a pool can wait instead of failing one task after the other. */
class FaultTest extends WorkspaceTest {

  @Test
  void aProjectWithoutARepositoryIsTheProjectsFault() throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    assertThat(fault(() -> workspaces.prepare(plain, base, WorkspaceMode.WORKTREE, "s", ONE)))
        .isEqualTo(WorkspaceFault.PROJECT);
  }

  @Test
  void aRepositoryWithoutACommitIsTheProjectsFault() {
    Path unborn = Project.init(temp.resolve("unborn")).dir();
    for (WorkspaceMode mode : new WorkspaceMode[] {WorkspaceMode.WORKTREE, WorkspaceMode.CLONE}) {
      assertThat(fault(() -> workspaces.prepare(unborn, base, mode, "s", ONE)))
          .isEqualTo(WorkspaceFault.PROJECT);
    }
  }

  @Test
  void aMissingGitIsTheMachinesFault() throws IOException {
    GitWorkspaces without =
        new GitWorkspaces(
            new Git(
                "no-git-here",
                environment(),
                Duration.ofSeconds(5),
                Pause.real(),
                Clock.systemUTC()));
    assertThat(fault(() -> without.prepare(project.dir(), base, WorkspaceMode.WORKTREE, "s", ONE)))
        .isEqualTo(WorkspaceFault.MACHINE);
  }

  @Test
  void aFolderThatMayNotBeWrittenIsTheMachinesFault() throws IOException {
    Path inTheWay = Files.writeString(temp.resolve("file"), "f");
    assertThat(
            fault(() ->
                workspaces.prepare(
                    project.dir(), inTheWay.resolve("base"), WorkspaceMode.WORKTREE, "s", ONE)))
        .isEqualTo(WorkspaceFault.MACHINE);
  }

  @Test
  void aConflictIsTheTasksFault() {
    Project work = in(worktree(ONE));
    work.write("README.md", "theirs").commit("theirs");
    project.write("README.md", "ours").commit("ours");
    assertThat(fault(() -> workspaces.merge(project.dir(), base, "agentpool/task-01", "m", null)))
        .isEqualTo(WorkspaceFault.TASK);
  }

  private static WorkspaceFault fault(ThrowingCallable tried) {
    return catchThrowableOfType(WorkspaceException.class, tried).fault();
  }
}
