package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.Differences;
import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.OwnBranches;
import dev.agentpool.workspace.OwnTrees;
import dev.agentpool.workspace.Sight;
import dev.agentpool.workspace.UsersTree;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces of a project in git.
 *
 * <p>A worktree keeps its path for its slot, a clone is one task's; each task works on a branch
 * {@code agentpool/TASK} from the project's current commit, and a further attempt on {@code
 * agentpool/TASK-2} when the first left commits, so that nothing is lost. A plan has one worktree
 * or clone of its own, named by its id, which its steps find as the step before left it; when it is
 * lost it is made again from the plan's branch. Ending it leaves the branch, if it has commits, and
 * what was asked for: a merge, or {@code patches/PLAN.patch} in the pool's folder.
 *
 * <p>A merge is made in the object store and tried in a worktree of its own before HEAD and the
 * user's files are touched; they are moved in one step of git's, or not at all.
 *
 * <p>No hook, file monitor, filter or merge driver that a project names is run, and no network is
 * used. Every method may be called again after a kill at any point. Thread-safe; made for virtual
 * threads.
 */
public final class GitWorkspaces implements Workspaces, AutoCloseable {
  private static final Duration EARLIER = Duration.ofSeconds(10);
  private static final Duration CHECK_LIMIT = Duration.ofMinutes(10);

  private final Git git;
  private final Discovery discovery;
  private final Supplier<MergeWishes> wishes;
  private final AtomicReference<@Nullable GitVersion> checked = new AtomicReference<>();
  private final SlotWorktrees worktrees;
  private final TaskClones clones;
  private final Checkouts checkouts;
  private final PlanLocks plans = new PlanLocks();
  private final PlanWorktrees planWorktrees;
  private final PlanClones planClones;
  private final Merging merging;
  private final PlanClosing closing;
  private final GitTrees trees;
  private final UsersTree usersTree;
  private final GitBranches branches;

  /**
   * @param environment the environment git inherits; every {@code GIT_*} in it is dropped
   * @param limit how long a single git command may take, for instance ten minutes for the clone of
   *     a large repository
   * @param clock the machine's time
   */
  public GitWorkspaces(Map<String, String> environment, Duration limit, Clock clock) {
    this(environment, limit, clock, () -> MergeWishes.NONE);
  }

  /**
   * @param wishes what of the user's own git counts at a merge, asked each time
   */
  public GitWorkspaces(
      Map<String, String> environment, Duration limit, Clock clock, Supplier<MergeWishes> wishes) {
    this(new Git("git", environment, limit, Pause.real(), clock), CHECK_LIMIT, wishes);
  }

  /**
   * Those of a daemon. No git of the daemon before is at work any more when this returns.
   *
   * @param home the daemon's, which its gits are known by
   */
  public static GitWorkspaces ofDaemon(
      Path home,
      Map<String, String> environment,
      Duration limit,
      Clock clock,
      Supplier<MergeWishes> wishes) {
    EarlierGits.awaitEnd(home, EARLIER);
    Map<String, String> marked = new HashMap<>(environment);
    marked.put(EarlierGits.VARIABLE, home.toString());
    return new GitWorkspaces(marked, limit, clock, wishes);
  }

  GitWorkspaces(Git git) {
    this(git, CHECK_LIMIT, () -> MergeWishes.NONE);
  }

  /**
   * @param checkLimit how long the check of a merge may take
   */
  GitWorkspaces(Git git, Duration checkLimit, Supplier<MergeWishes> wishes) {
    this.git = git;
    this.wishes = wishes;
    this.checkouts = new Checkouts(git);
    this.discovery = new Discovery(git);
    Locks locks = new Locks();
    WorktreeFolders folders = new WorktreeFolders(git, locks);
    this.worktrees = new SlotWorktrees(git, folders, locks);
    this.clones = new TaskClones(git);
    this.planWorktrees = new PlanWorktrees(git, folders);
    this.planClones = new PlanClones(clones);
    this.branches = new GitBranches(git);
    Locks projects = new Locks();
    this.usersTree = new GitUsersTree(git, discovery, projects, wishes);
    this.merging =
        new Merging(
            git,
            projects,
            new CheckTrees(git, folders, new CheckCommand(git.environment(), checkLimit)),
            wishes);
    this.trees = new GitTrees(git, folders, locks, plans);
    this.closing = new PlanClosing(plans, planWorktrees, planClones, merging);
  }

  /** What tasks changed. */
  public Differences differences() {
    return new GitDifferences(git, discovery);
  }

  /** The project's own working tree, for what a person asks of it. */
  public UsersTree usersTree() {
    return usersTree;
  }

  /** The worktrees and clones that were made here. */
  public OwnTrees trees() {
    return trees;
  }

  /** The branches of tasks and plans. */
  public OwnBranches branches() {
    return branches;
  }

  @Override
  public Workspace prepare(
      Path project,
      Path base,
      WorkspaceMode mode,
      Submodules submodules,
      String slot,
      TaskId task) {
    return switch (mode) {
      case READ_ONLY, SHARED -> ProjectDirectory.of(mode, project);
      case WORKTREE -> {
        Repository repository = ready(project);
        yield made(
            base,
            repository,
            folder -> worktrees.prepare(repository, folder, submodules, slot, task));
      }
      case CLONE -> {
        Repository repository = ready(project);
        yield made(
            base, repository, folder -> clones.prepare(repository, folder, submodules, task));
      }
    };
  }

  @Override
  public void requireReady(Path project, WorkspaceMode mode) {
    switch (mode) {
      case READ_ONLY, SHARED -> ProjectDirectory.of(mode, project);
      case WORKTREE, CLONE -> ready(project);
    }
  }

  @Override
  public List<Sight> survey(Path project) {
    return Survey.of(discover(project), wishes.get());
  }

  @Override
  public Workspace find(Path project, Path base, WorkspaceMode mode, String slot, TaskId task) {
    return switch (mode) {
      case READ_ONLY, SHARED -> ProjectDirectory.of(mode, project);
      case WORKTREE -> worktrees.find(discover(project), BaseFolder.existing(base), slot, task);
      case CLONE -> clones.find(discover(project), BaseFolder.existing(base), task);
    };
  }

  @Override
  public Checkout watch(Path project) {
    return checkouts.watch(project);
  }

  @Override
  public Workspace inPlace(Path project, WorkspaceMode mode) {
    return ProjectDirectory.of(mode, project);
  }

  @Override
  public Workspace join(
      Path project, Path base, WorkspaceMode mode, Submodules submodules, TaskId plan) {
    if (!isOwn(mode)) {
      return ProjectDirectory.of(mode, project);
    }
    Repository repository = ready(project);
    ReentrantLock lock = plans.of(plan);
    lock.lock();
    try {
      return made(
          base,
          repository,
          folder ->
              mode == WorkspaceMode.CLONE
                  ? planClones.join(repository, folder, submodules, plan)
                  : planWorktrees.join(repository, folder, submodules, plan));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Closed close(Path project, Path base, WorkspaceMode mode, TaskId plan, OnFinish onFinish) {
    if (!isOwn(mode)) {
      return new Closed(ProjectDirectory.of(mode, project).finish(), null, null, List.of());
    }
    version();
    Optional<Repository> repository = Repository.find(git, project);
    return repository.isPresent()
        ? closing.close(repository.get(), base, mode, plan, onFinish)
        : PlanClosing.nothing(mode, PlanClosing.path(base, mode, plan).toString());
  }

  @Override
  public Merged merge(
      Path project, Path base, String branch, String message, @Nullable String check) {
    return merging.merge(discover(project), base, branch, message, check);
  }

  @Override
  public Change change(Path project, String branch) {
    return Changes.of(discover(project), branch);
  }

  /** The repository, when a task may be given a workspace of it; nothing has been made yet. */
  private Repository ready(Path project) throws WorkspaceException {
    Repository repository = discover(project);
    TaskBranches.requireRoom(repository.commonDir());
    FilterGuard.check(repository.place());
    return repository;
  }

  /** Makes a workspace in the pool's folder, which goes again when nothing came to be in it. */
  private static Workspace made(
      Path base, Repository repository, Function<BaseFolder, Workspace> making) {
    try (TakeBack taken = new TakeBack()) {
      taken.with(() -> BaseFolder.dropIfEmpty(base));
      Workspace workspace = making.apply(BaseFolder.create(base, repository));
      taken.keep();
      return workspace;
    }
  }

  private static boolean isOwn(WorkspaceMode mode) {
    return switch (mode) {
      case WORKTREE, CLONE -> true;
      case READ_ONLY, SHARED -> false;
    };
  }

  private Repository discover(Path project) throws WorkspaceException {
    version();
    return discovery.of(project);
  }

  private GitVersion version() {
    GitVersion known = checked.get();
    if (known == null) {
      known = GitVersion.check(git);
      checked.set(known);
    }
    return known;
  }

  /** Ends the gits that are kept between two commands; whoever asks later starts others. */
  @Override
  public void close() {
    git.close();
  }
}
