package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces of a project in git. A worktree keeps its path for its slot, a clone is one task's;
 * each task works on a branch {@code agentpool/TASK} from the project's current commit, and a
 * further attempt on {@code agentpool/TASK-2} when the first left commits, so that nothing is lost.
 * No hook, file monitor or filter that a project names is run, and no network is used. Thread-safe;
 * made for virtual threads.
 */
public final class GitWorkspaces implements Workspaces {
  private final Git git;
  private final AtomicReference<@Nullable GitVersion> checked = new AtomicReference<>();
  private final SlotWorktrees worktrees;
  private final TaskClones clones;

  /**
   * @param environment the environment git inherits; every {@code GIT_*} in it is dropped
   * @param limit how long a single git command may take, for instance ten minutes for the clone of
   *     a large repository
   */
  public GitWorkspaces(Map<String, String> environment, Duration limit) {
    this(new Git("git", environment, limit));
  }

  GitWorkspaces(Git git) {
    this.git = git;
    this.worktrees = new SlotWorktrees(git, new Locks());
    this.clones = new TaskClones(git);
  }

  @Override
  public Workspace prepare(Path project, Path base, WorkspaceMode mode, String slot, TaskId task) {
    return switch (mode) {
      case READ_ONLY, SHARED -> ProjectDirectory.of(mode, project);
      case WORKTREE -> {
        Repository repository = discover(project);
        yield worktrees.prepare(repository, BaseFolder.create(base, repository), slot, task);
      }
      case CLONE -> {
        Repository repository = discover(project);
        yield clones.prepare(repository, BaseFolder.create(base, repository), task);
      }
    };
  }

  @Override
  public Workspace find(Path project, Path base, WorkspaceMode mode, String slot, TaskId task) {
    return switch (mode) {
      case READ_ONLY, SHARED -> ProjectDirectory.of(mode, project);
      case WORKTREE -> worktrees.find(discover(project), BaseFolder.existing(base), slot, task);
      case CLONE -> clones.find(discover(project), BaseFolder.existing(base), task);
    };
  }

  private Repository discover(Path project) throws WorkspaceException {
    if (checked.get() == null) {
      checked.set(GitVersion.check(git));
    }
    return Repository.discover(git, project);
  }
}
