package dev.agentpool.workspace.git;

import dev.agentpool.workspace.OwnTrees;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/** Ours are those with our {@link Mark}; what another made is neither listed nor touched. */
final class GitTrees implements OwnTrees {
  private final Git git;
  private final WorktreeFolders folders;
  private final Locks slots;
  private final PlanLocks plans;

  /**
   * @param slots held while a slot's worktree is changed
   * @param plans held while a plan's workspace is
   */
  GitTrees(Git git, WorktreeFolders folders, Locks slots, PlanLocks plans) {
    this.git = git;
    this.folders = folders;
    this.slots = slots;
    this.plans = plans;
  }

  @Override
  public List<Tree> list(Path project, Path base) {
    Optional<Repository> repository = Repository.find(git, project);
    if (repository.isEmpty()) {
      return List.of();
    }
    List<Tree> trees = new ArrayList<>();
    for (Ours ours : ours(repository.get(), base)) {
      trees.add(
          new Tree(
              ours.path(),
              ours.kind(),
              ours.mark().task(),
              FileRefs.head(ours.gitDir(), ConfigFiles.commonDir(ours.gitDir())),
              repository.get().refs().tip(ours.mark().branch()).map(_ -> ours.mark().branch()),
              WorktreeFolders.isDirectory(ours.path())));
    }
    trees.sort(Comparator.comparing(Tree::path));
    return trees;
  }

  @Override
  public Cleared clear(
      Path project,
      Path base,
      String holder,
      boolean force,
      boolean dryRun,
      BiPredicate<String, Path> active) {
    Optional<Repository> repository = Repository.find(git, project);
    Optional<Ours> found = repository.flatMap(repo -> of(repo, base, holder));
    if (found.isEmpty()) {
      return new Cleared(Fate.NONE, null, false, null, false, List.of());
    }
    ReentrantLock plan = plans.of(holder);
    ReentrantLock slot = slots.of(found.get().path());
    plan.lock();
    try {
      slot.lock();
      try {
        // looked at again: until now the slot's next task may have come
        return of(repository.get(), base, holder)
            .map(ours ->
                active.test(ours.mark().task(), ours.path())
                    ? fate(Fate.ACTIVE, ours)
                    : new TreeClearing(git, folders, repository.get(), ours).done(force, dryRun))
            .orElseGet(() -> new Cleared(Fate.NONE, null, false, null, false, List.of()));
      } finally {
        slot.unlock();
      }
    } finally {
      plan.unlock();
    }
  }

  static Cleared fate(Fate fate, Ours ours) {
    return new Cleared(fate, ours.path(), false, null, false, List.of());
  }

  /** A tree with our mark. */
  record Ours(Path path, Kind kind, Path gitDir, Mark mark) {}

  private static Optional<Ours> of(Repository project, Path base, String holder) {
    return ours(project, base).stream()
        .filter(ours ->
            ours.mark().task().equals(holder)
                || String.valueOf(ours.path().getFileName()).equals(holder))
        .findFirst();
  }

  private static List<Ours> ours(Repository project, Path base) {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    BaseFolder folder = BaseFolder.existing(base);
    List<Ours> all = new ArrayList<>();
    for (Path gitDir : entries(project.commonDir().resolve("worktrees"))) {
      // a mark can be written by an agent: only what lies in our folder is ours
      Registrations.of(gitDir)
          .filter(path -> folder.path().equals(path.getParent()))
          .ifPresent(path ->
              Mark.read(gitDir)
                  .ifPresent(mark -> all.add(new Ours(path, Kind.WORKTREE, gitDir, mark))));
    }
    for (Path clone : entries(folder.clones())) {
      Path gitDir = clone.resolve(".git");
      if (!clone.getFileName().toString().startsWith(".")
          && Files.isDirectory(gitDir, LinkOption.NOFOLLOW_LINKS)) {
        Mark.read(gitDir)
            .filter(mark -> mark.task().equals(clone.getFileName().toString()))
            .ifPresent(mark -> all.add(new Ours(clone, Kind.CLONE, gitDir, mark)));
      }
    }
    return all;
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      List<Path> all = new ArrayList<>();
      entries.forEach(all::add);
      return all;
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
