package dev.agentpool.workspace.git;

import dev.agentpool.workspace.OwnTrees.Cleared;
import dev.agentpool.workspace.OwnTrees.Fate;
import dev.agentpool.workspace.OwnTrees.Kind;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clears one tree away, whose locks are held: first its work is kept, then the folder goes. */
final class TreeClearing {
  private final Git git;
  private final WorktreeFolders folders;
  private final Repository project;
  private final GitTrees.Ours ours;
  private final BaseFolder base;

  TreeClearing(Git git, WorktreeFolders folders, Repository project, GitTrees.Ours ours) {
    this.git = git;
    this.folders = folders;
    this.project = project;
    this.ours = ours;
    Path parent = Objects.requireNonNull(ours.path().getParent());
    this.base =
        new BaseFolder(
            ours.kind() == Kind.CLONE ? Objects.requireNonNull(parent.getParent()) : parent);
  }

  Cleared done(boolean force, boolean dryRun) {
    if (!WorktreeFolders.isDirectory(ours.path())) {
      return GitTrees.fate(Fate.MISSING, ours);
    }
    WorkTree tree = WorkTree.of(git, ours.gitDir(), ours.path(), project, base);
    try {
      if (ours.kind() == Kind.WORKTREE) {
        Registrations.relink(ours.path(), ours.gitDir(), base, ours.mark().task());
      }
      tree.cutDetours(ours.mark().base());
      FilterGuard.check(tree.place());
      Status status = Status.of(tree.place());
      boolean dirty =
          ours.mark().phase() != Mark.Phase.PREPARING
              && (status.hasWork() || !status.nested().isEmpty());
      if (dirty && !force) {
        return told(Fate.DIRTY, true, branchNow(), false, List.of());
      }
      if (dryRun) {
        return told(Fate.WOULD_REMOVE, dirty, branchNow(), false, List.of());
      }
      return ours.kind() == Kind.CLONE ? ofClone(tree, dirty) : ofWorktree(tree, dirty);
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot remove " + ours.path() + ": " + e.getMessage(), e);
    }
  }

  private Cleared ofWorktree(WorkTree tree, boolean dirty) throws IOException {
    TreeSet<Path> before = kept();
    Mark mark = ours.mark();
    if (mark.phase() == Mark.Phase.PREPARING) {
      new Keeping(tree).release(mark);
    } else {
      mark = new Keeping(tree).keep(mark).mark();
    }
    tree.putNestedAside(base, mark.task());
    LeftModules.keep(git, ours.gitDir(), base, mark.task());
    Keeping.keepCommits(git, ours.gitDir(), mark);
    folders.remove(ours.path(), project);
    return ended(dirty, mark.branch(), before);
  }

  private Cleared ofClone(WorkTree tree, boolean dirty) {
    TreeSet<Path> before = kept();
    TaskClone clone = new TaskClone(tree, project, ours.mark(), ours.path());
    String branch = clone.finish().branch();
    if (Files.exists(ours.path(), LinkOption.NOFOLLOW_LINKS)) {
      base.putAside(ours.path(), ours.mark().task());
    }
    return ended(dirty, branch == null ? ours.mark().branch() : branch, before);
  }

  private Cleared ended(boolean dirty, String branch, TreeSet<Path> before) {
    TreeSet<Path> aside = kept();
    aside.removeAll(before);
    boolean gone = project.refs().dropMerged(branch, project.head());
    return told(
        Fate.REMOVED,
        dirty,
        project.refs().tip(branch).isPresent() ? branch : null,
        gone,
        aside.stream().map(Path::toString).toList());
  }

  private @Nullable String branchNow() {
    return project.refs().tip(ours.mark().branch()).map(_ -> ours.mark().branch()).orElse(null);
  }

  /** What was put aside of the holder until now. */
  private TreeSet<Path> kept() {
    Path folder = base.kept(ours.mark().task());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return new TreeSet<>();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new TreeSet<>(entries.toList());
    } catch (IOException unreadable) {
      return new TreeSet<>();
    }
  }

  private Cleared told(
      Fate fate,
      boolean dirty,
      @Nullable String branch,
      boolean branchRemoved,
      List<String> aside) {
    return new Cleared(fate, ours.path(), dirty, branch, branchRemoved, new ArrayList<>(aside));
  }
}
