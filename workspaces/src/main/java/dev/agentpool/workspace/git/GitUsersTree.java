package dev.agentpool.workspace.git;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.UsersTree;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By our own git, beside which no merge of ours is at work in the same project. */
final class GitUsersTree implements UsersTree {
  private static final Pattern IN_USE =
      Pattern.compile("(?:used by worktree|checked out) at '(.*)'");

  private final Git git;
  private final Discovery discovery;
  private final Locks projects;
  private final Supplier<MergeWishes> wishes;

  /**
   * @param projects held while something is done to a project's own tree
   */
  GitUsersTree(Git git, Discovery discovery, Locks projects, Supplier<MergeWishes> wishes) {
    this.wishes = wishes;
    this.git = git;
    this.discovery = discovery;
    this.projects = projects;
  }

  @Override
  public Optional<String> tip(Path project, String branch) {
    return Repository.find(git, project).flatMap(repository -> repository.refs().tip(branch));
  }

  @Override
  public CheckedOut checkOut(Path path, String branch) {
    Repository project = discovery.of(path);
    if (project.isBare()) {
      throw WorkspaceException.ofTask(
          project.top() + " is a bare repository: it has no working tree to check a branch out in");
    }
    ProjectTree tree = ProjectTree.of(git, project);
    ReentrantLock lock = projects.of(tree.gitDir());
    lock.lock();
    try {
      FilterGuard.check(tree.place());
      String tip = project.refs().need(branch);
      String from = tree.name();
      if (!from.equals(branch)) {
        tree.requireAtRest("check it out");
        tree.requireClean("check it out");
        requireSamePool(tree, project, tip, branch);
        onto(tree, branch);
      }
      return new CheckedOut(project.top(), from, branch, tip);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Undone undo(Path path, String branch, Predicate<String> named) {
    Repository project = discovery.of(path);
    ProjectTree tree = ProjectTree.of(git, project);
    ReentrantLock lock = projects.of(tree.gitDir());
    lock.lock();
    try {
      return new Undoing(git, project, tree, wishes.get()).undo(branch, named);
    } finally {
      lock.unlock();
    }
  }

  private static void requireSamePool(
      ProjectTree tree, Repository project, String tip, String branch) {
    String start = BranchStart.of(project, tip, Optional.empty());
    Set<String> changed = PoolFiles.differing(tree.place(), start, tip);
    if (!changed.isEmpty()) {
      throw WorkspaceException.ofTask(
          branch
              + " changes how the pool's agents run, "
              + FileNames.list(changed)
              + ", which would count from now on; nothing was changed: look at it (git diff HEAD..."
              + branch
              + "), and if it is right, git switch "
              + branch);
    }
  }

  private static void onto(ProjectTree tree, String branch) {
    GitResult said =
        tree.place()
            .run(
                "switch",
                "-q",
                "--no-guess",
                "--no-recurse-submodules",
                "--no-overwrite-ignore",
                branch);
    if (said.ok()) {
      return;
    }
    Matcher elsewhere = IN_USE.matcher(said.err());
    if (elsewhere.find()) {
      throw WorkspaceException.ofTask(
          branch
              + " is checked out in "
              + elsewhere.group(1)
              + " already; look at it there, or remove that worktree first");
    }
    throw WorkspaceException.ofTask(
        "git did not check out " + branch + ": " + said.err().strip() + "; nothing was changed");
  }
}
