package dev.agentpool.workspace.git;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Merged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges a branch into what the project has checked out. The merge is made in the object store
 * first, so a conflict, a failing check or changes of the user in the way leave everything as it
 * was.
 */
final class Merging {
  private static final int TRIES = 3;

  private final Git git;
  private final Locks projects;
  private final CheckTrees checks;
  private final Supplier<MergeWishes> wishes;

  /**
   * @param projects their locks: two merges into one project go one after the other
   */
  Merging(Git git, Locks projects, CheckTrees checks, Supplier<MergeWishes> wishes) {
    this.git = git;
    this.projects = projects;
    this.checks = checks;
    this.wishes = wishes;
  }

  Merged merge(
      Repository project, Path base, String branch, String message, @Nullable String check) {
    return merge(project, base, branch, message, check, false);
  }

  /** With nobody's word on this branch: what the pool is, stays as it is. */
  Merged mergeUnseen(Repository project, Path base, String branch, String message) {
    return merge(project, base, branch, message, null, true);
  }

  private Merged merge(
      Repository project,
      Path base,
      String branch,
      String message,
      @Nullable String check,
      boolean unseen) {
    ProjectTree tree = ProjectTree.of(git, project);
    ReentrantLock lock = projects.of(tree.gitDir());
    lock.lock();
    try {
      GitConfig config = FilterGuard.check(tree.place());
      FilterGuard.checkMergeDrivers(config);
      UserMerge user = UserMerge.of(project, tree.place(), config, wishes.get());
      String text = message.isBlank() ? "Merge branch '" + branch + "'" : message.strip();
      String tip = project.refs().need(branch);
      for (int n = 0; n < TRIES; n++) {
        String head = tree.head();
        String into = tree.name();
        if (project.refs().isAncestor(tip, head)) {
          return new Merged(into, head, 0, List.of());
        }
        GitVersion.check(git).requireMerging(branch);
        tree.requireAtRest("merge");
        String files = merge(tree, head, tip, branch);
        if (unseen) {
          requireSamePool(tree, head, files, branch);
        }
        String merged = user.commit(head, tip, files, text);
        Set<String> links = Links.requireReachable(project, kept(base), head, merged, branch);
        tree.requireRoomFor(head, merged);
        if (user.asksHooks()) {
          String asked = checks.askHooks(project, base, branch, merged, user, text);
          merged = asked.equals(text) ? merged : user.commit(head, tip, files, asked);
        }
        if (check != null && !check.isBlank()) {
          checks.run(project, base, branch, into, merged, check);
        }
        if (head.equals(tree.head())
            && tree.forward(user.following(), head, merged, "merge " + branch)) {
          List<String> notices = new ArrayList<>(Links.told(links));
          notices.addAll(user.notices());
          if (into.equals(head)) {
            notices.add(
                "HEAD was detached: no branch has the merged work, git switch -c NAME gives it"
                    + " one");
          }
          return new Merged(into, merged, project.refs().ahead(head, tip), notices);
        }
      }
      throw WorkspaceException.ofTask(
          "the project "
              + project.top()
              + " got new commits each time while "
              + branch
              + " was being merged; nothing was merged, try again when it is quiet");
    } finally {
      lock.unlock();
    }
  }

  private static Path kept(Path base) {
    return new BaseFolder(base).kept("");
  }

  private static String merge(ProjectTree tree, String head, String tip, String branch) {
    MergedFiles merged = MergedFiles.of(tree.place(), head, tip);
    if (!merged.isClean()) {
      throw WorkspaceException.ofTask(
          "cannot merge "
              + branch
              + " into "
              + tree.name()
              + ": conflicts in "
              + FileNames.list(merged.conflicts())
              + "; nothing was changed and the branch stays: merge it by hand (git merge "
              + branch
              + ") or bring it up to date first");
    }
    return merged.tree();
  }

  /** Nobody looked at this branch. */
  private static void requireSamePool(ProjectTree tree, String head, String files, String branch) {
    Set<String> changed = PoolFiles.differing(tree.place(), head, files);
    if (!changed.isEmpty()) {
      throw WorkspaceException.ofTask(
          branch
              + " changes how the pool's agents run, "
              + FileNames.list(changed)
              + ", and is not merged without your word; nothing was changed and the branch stays:"
              + " look at it (git diff HEAD..."
              + branch
              + "), and merge it by 'git merge "
              + branch
              + "'");
    }
  }
}
