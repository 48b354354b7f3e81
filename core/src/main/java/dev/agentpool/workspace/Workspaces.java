package dev.agentpool.workspace;

import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.WorkspaceOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prepares where tasks work, and keeps what they did. Thread-safe; a slot's workspace serves one
 * task at a time.
 */
public interface Workspaces {
  /**
   * Makes the slot's workspace ready for a task. Work that an earlier task left there uncommitted
   * is committed onto that task's branch first; a branch with commits is never deleted. When it
   * cannot be made ready, nothing that was made for the task is left.
   *
   * @param project the pool's project directory
   * @param base the pool's own folder for worktrees and clones, outside the project's working tree
   * @throws WorkspaceException with what to do, for instance when the project is no git repository;
   *     its fault tells whether other tasks would fare better
   */
  Workspace prepare(
      Path project, Path base, WorkspaceMode mode, Submodules submodules, String slot, TaskId task)
      throws WorkspaceException;

  /** With submodules as git leaves them. */
  default Workspace prepare(Path project, Path base, WorkspaceMode mode, String slot, TaskId task)
      throws WorkspaceException {
    return prepare(project, base, mode, Submodules.EMPTY, slot, task);
  }

  /**
   * Looks whether the project as it is now could give a workspace, changing nothing: a pool that
   * waits for its project or machine to be mended asks this now and then.
   *
   * @throws WorkspaceException as {@link #prepare} would, when its fault concerns every task
   */
  void requireReady(Path project, WorkspaceMode mode) throws WorkspaceException;

  /**
   * What agents will see of the project in a worktree or clone, point by point; changes nothing.
   *
   * @throws WorkspaceException when there is no repository to look at
   */
  List<Sight> survey(Path project) throws WorkspaceException;

  /** Finds the workspace of an attempt that a daemon before had prepared, changing nothing. */
  Workspace find(Path project, Path base, WorkspaceMode mode, String slot, TaskId task)
      throws WorkspaceException;

  /**
   * The project's own directory, for a session without a task.
   *
   * @param mode {@code read_only} or {@code shared}
   */
  Workspace inPlace(Path project, WorkspaceMode mode) throws WorkspaceException;

  /**
   * The one workspace of a plan, for its next step: as the step before left it, also what is not
   * committed, or prepared when there is none yet. Its {@code finish} only tells; {@link #close}
   * ends it.
   *
   * @param mode {@code worktree} or {@code clone}
   * @param plan the id of the task that stands for the plan
   */
  Workspace join(Path project, Path base, WorkspaceMode mode, Submodules submodules, TaskId plan)
      throws WorkspaceException;

  /** With submodules as git leaves them. */
  default Workspace join(Path project, Path base, WorkspaceMode mode, TaskId plan)
      throws WorkspaceException {
    return join(project, base, mode, Submodules.EMPTY, plan);
  }

  /**
   * Ends a plan's workspace: commits what is uncommitted onto its branch, removes the folder, then
   * does what is asked with the branch. May be called again after a crash; a plan that never had a
   * workspace is closed without effect.
   *
   * @throws WorkspaceException when a merge is asked and refused; the branch stays then
   */
  Closed close(Path project, Path base, WorkspaceMode mode, TaskId plan, OnFinish onFinish)
      throws WorkspaceException;

  /**
   * What became of a closed workspace.
   *
   * @param patch the file with the whole change; null when none was asked or there is no change
   * @param mergedInto the branch or commit that has the work now; null when nothing was merged
   * @param notices what a person should know or do now
   */
  record Closed(
      WorkspaceOutcome outcome,
      @Nullable Path patch,
      @Nullable String mergedInto,
      List<String> notices) {
    public Closed {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Merges a branch of ours into what the project has checked out, or leaves everything as it was:
   * conflicts and the check are tried beside the project's own tree first.
   *
   * @param check a command line for {@code sh -c}, run in a tree that holds the merged result; null
   *     for none
   * @throws WorkspaceException naming the conflicting files, or the check's last lines of output
   */
  Merged merge(Path project, Path base, String branch, String message, @Nullable String check)
      throws WorkspaceException;

  /**
   * @param commits how many came in; 0 when the project had them all
   * @param notices what a person should know or do now
   */
  record Merged(String into, String commit, int commits, List<String> notices) {
    public Merged {
      notices = List.copyOf(notices);
    }

    public Merged noticing(String notice) {
      return new Merged(
          into, commit, commits, Stream.concat(notices.stream(), Stream.of(notice)).toList());
    }
  }

  /** What a branch of ours changes against where it started: a summary and the patch. */
  Change change(Path project, String branch) throws WorkspaceException;

  /**
   * @param stat lines as of {@code git diff --stat}
   * @param patch at most 1 MiB; ends with a line saying so when it was cut
   */
  record Change(String branch, int commits, List<String> files, String stat, String patch) {}

  /** What the user has checked out, as it was when it was asked for. */
  interface Checkout {
    /** What is otherwise by now, in sentences; empty when nothing is. */
    List<String> changes();
  }

  /**
   * Looks at what the user has checked out, to see later whether it still is: where there are no
   * walls, an agent may have changed it from anywhere.
   */
  Checkout watch(Path project);

  /**
   * What may be written.
   *
   * @param writable the workspace, and what of its repository a commit in it needs
   * @param fixed what stays as it is within that, since it is run or believed from outside
   */
  record Reach(List<Path> writable, List<Path> fixed) {
    public Reach {
      writable = List.copyOf(writable);
      fixed = List.copyOf(fixed);
    }
  }

  /** A prepared place to work. */
  interface Workspace {
    WorkspaceMode mode();

    Path directory();

    /**
     * The commit that work in it starts from, as far as files tell it; empty where there is no git.
     */
    default Optional<String> start() {
      return Optional.empty();
    }

    /** What work in it needs, for whoever puts walls around it. */
    default Reach reach() {
      return new Reach(List.of(directory()), List.of());
    }

    /**
     * Commits what is uncommitted onto the task's branch, drops the branch when it has no commits,
     * says what became.
     */
    WorkspaceOutcome finish();

    /**
     * Once it is finished: whether it was looked at, and all that was done in it for this task is
     * neither a commit nor a changed file. False wherever that cannot be told: in what tasks share,
     * and when its repository is gone.
     */
    default boolean leftNothing() {
      return false;
    }

    /**
     * What a person should know of how it was made ready, and once it is finished, of how it was
     * kept: submodules that are empty, work that git could not keep and where that is.
     */
    default List<String> notices() {
      return List.of();
    }
  }
}
