package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A task's clone. Its finish brings the commits into the project, and removes the clone when
 * nothing else is in it.
 */
record TaskClone(WorkTree tree, Repository project, Mark mark, Path directory)
    implements Workspace {
  @Override
  public WorkspaceMode mode() {
    return WorkspaceMode.CLONE;
  }

  @Override
  public Optional<String> start() {
    return Optional.of(mark.base());
  }

  @Override
  public List<String> notices() {
    return tree.notices();
  }

  @Override
  public Reach reach() {
    return Reaches.ofClone(tree.directory());
  }

  @Override
  public WorkspaceOutcome finish() {
    String branch = mark.branch();
    if (Files.isDirectory(tree.gitDir(), LinkOption.NOFOLLOW_LINKS)) {
      Keeping.Kept kept = new Keeping(tree).keep(Mark.read(tree.gitDir()).orElse(mark));
      branch = bringHome(kept.mark());
      tree.looked(kept, commitsOf(branch));
      if (isAllAtHome()) {
        remove();
      }
    }
    project.refs().dropIfEmpty(branch, mark.base());
    int commits = commitsOf(branch);
    return new WorkspaceOutcome(
        mode().wireName(), directory.toString(), commits == 0 ? null : branch, commits);
  }

  @Override
  public boolean leftNothing() {
    return tree.leftNothing();
  }

  private int commitsOf(String branch) {
    Optional<String> tip = project.refs().tip(branch);
    return tip.map(commit -> project.refs().ahead(mark.base(), commit)).orElse(0);
  }

  /**
   * Fetches the clone's branch into the project's branch of that name; never over commits that are
   * there.
   */
  private String bringHome(Mark kept) {
    Optional<String> tip = tree.refs().tip(kept.branch());
    if (tip.isEmpty()) {
      return mark.branch();
    }
    Refs home = project.refs();
    String target = kept.branch();
    Optional<String> there = home.tip(target);
    if (there.isPresent() && there.get().equals(tip.get())) {
      return target;
    }
    if (there.isPresent()
        && home.ahead(mark.base(), there.get()) > 0
        && !fetch(kept.branch(), target, "").ok()) {
      target = home.reserve(mark.branch(), mark.base());
    }
    GitResult fetched = fetch(kept.branch(), target, "+");
    if (!fetched.ok()) {
      throw GitAdvice.failure(fetched);
    }
    return target;
  }

  private GitResult fetch(String from, String to, String force) {
    return project.place().fetch(tree.directory(), force + Refs.ref(from) + ":" + Refs.ref(to));
  }

  /**
   * Does the project have all that the clone's branches, tags, stash and HEAD point at, and is no
   * file left over?
   */
  private boolean isAllAtHome() {
    Status status = Status.of(tree.place());
    if (status.hasWork() || !status.nested().isEmpty()) {
      return false;
    }
    String points =
        tree.place().must("for-each-ref", "--format=%(objectname)").out()
            + status.commit().orElse("")
            + "\n";
    GitResult known = project.place().run(List.of("cat-file", "--batch-check"), points);
    return known.ok() && known.out().lines().noneMatch(line -> line.endsWith(" missing"));
  }

  /**
   * Renamed before it is deleted: a half deleted clone must never be taken for work that deletes
   * files.
   */
  void remove() {
    Path doomed = TaskClones.partial(tree.directory());
    try {
      if (Files.exists(doomed, LinkOption.NOFOLLOW_LINKS)) {
        Trees.delete(doomed);
      }
      Files.move(tree.directory(), doomed, StandardCopyOption.ATOMIC_MOVE);
      Trees.delete(doomed);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "the clone's work is in the project, but "
              + (Files.exists(doomed) ? doomed : tree.directory())
              + " could not be removed: "
              + e.getMessage()
              + "; delete it by hand",
          e);
    }
  }
}
