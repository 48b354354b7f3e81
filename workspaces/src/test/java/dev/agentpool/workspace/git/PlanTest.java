package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** What tests of plans and merges share. */
abstract class PlanTest extends WorkspaceTest {
  Workspace joined(WorkspaceMode mode, TaskId plan) {
    return workspaces.join(project.dir(), base, mode, plan);
  }

  Closed closed(WorkspaceMode mode, TaskId plan, OnFinish onFinish) {
    return workspaces.close(project.dir(), base, mode, plan, onFinish);
  }

  /** As after a restart. */
  GitWorkspaces another() {
    return new GitWorkspaces(git());
  }

  Git git() {
    try {
      return new Git("git", environment(), Duration.ofMinutes(1), Pause.real(), Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorkTree tree(Path gitDir, Path directory) {
    return WorkTree.of(
        git(),
        gitDir,
        directory,
        Repository.discover(git(), project.dir()),
        BaseFolder.existing(base));
  }

  Path gitDir(Workspace workspace) {
    return Registrations.gitDirOf(workspace.directory(), project.dir().resolve(".git"))
        .orElseThrow();
  }

  /** A branch with one commit from where the project is, and no worktree on it. */
  void branch(String name, String file, String text) {
    Project line = Project.at(temp.resolve("line"));
    project.git("worktree", "add", "-q", "-b", name, line.dir().toString());
    line.write(file, text).commit("change " + file);
    project.git("worktree", "remove", "--force", line.dir().toString());
  }
}
