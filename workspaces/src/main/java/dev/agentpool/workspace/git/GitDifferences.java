package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of working trees while a task is there, of its branch afterwards. */
final class GitDifferences implements Differences {
  private final Git git;
  private final Discovery discovery;

  GitDifferences(Git git, Discovery discovery) {
    this.git = git;
    this.discovery = discovery;
  }

  @Override
  public Difference write(Place place, Path file, Duration limit) {
    Path beside = file.toAbsolutePath().getParent();
    if (beside == null) {
      throw new IllegalArgumentException("no folder for " + file);
    }
    try {
      Files.createDirectories(beside);
      Repository project = discovery.of(place.project());
      Optional<WorkTree> tree = tree(project, place);
      if (tree.isPresent()) {
        return ofTree(
            tree.get().place(), tree.get().gitDir(), tree.get().commonDir(), place, file, limit);
      }
      return switch (place.mode()) {
        case READ_ONLY, SHARED ->
            project.isBare()
                ? Difference.none("the project is a bare repository: it has no working tree")
                : ofTree(
                    GitPlace.workTree(git, project.gitDir(), project.top()),
                    project.gitDir(),
                    project.commonDir(),
                    place,
                    file,
                    limit);
        case WORKTREE, CLONE -> ofBranch(project, place, file, limit);
      };
    } catch (WorkspaceException | IOException e) {
      return Difference.none(told(e, limit));
    }
  }

  private static String told(Exception e, Duration limit) {
    String why = String.valueOf(e.getMessage());
    return why.contains("not done after")
        ? "the diff was given up after " + limit.toSeconds() + " s: " + why
        : "there is no diff: " + why;
  }

  /** The tree that the task or its plan has to itself, while it is at work there. */
  private Optional<WorkTree> tree(Repository project, Place place) {
    if (place.mode() != WorkspaceMode.WORKTREE && place.mode() != WorkspaceMode.CLONE) {
      return Optional.empty();
    }
    if (!Files.isDirectory(place.base())) {
      return Optional.empty();
    }
    BaseFolder base = BaseFolder.existing(place.base());
    TaskId holder = place.plan() == null ? place.task() : place.plan();
    boolean isClone = place.mode() == WorkspaceMode.CLONE;
    String name = place.plan() == null ? place.slot() : place.plan().value();
    Path path = isClone ? base.clones().resolve(holder.value()) : base.worktree(name);
    Optional<Path> gitDir =
        isClone
            ? Optional.of(path.resolve(".git"))
                .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))
            : Registrations.gitDirOf(path, project.commonDir());
    boolean isHere =
        gitDir
            .flatMap(Mark::read)
            .filter(
                mark -> mark.task().equals(holder.value()) && mark.phase() == Mark.Phase.WORKING)
            .isPresent();
    return isHere && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(WorkTree.of(git, gitDir.orElseThrow(), path, project, base))
        : Optional.empty();
  }

  private static Difference ofTree(
      GitPlace tree, Path gitDir, Path commonDir, Place place, Path file, Duration limit)
      throws IOException {
    FilterGuard.check(tree);
    Path beside = Objects.requireNonNull(file.toAbsolutePath().getParent(), "no folder");
    try (Scratch scratch = new Scratch(tree, commonDir, beside, limit)) {
      return new TreeDifference(scratch, gitDir, place.start()).written(file);
    }
  }

  /** What an owner's workspace came to when it was finished; null when that was nothing. */
  private static @Nullable String ofOwner(Repository project, Place place) {
    return place.task().equals(place.plan())
        ? TaskBranches.find(project, place.task()).orElse(null)
        : null;
  }

  private Difference ofBranch(Repository project, Place place, Path file, Duration limit)
      throws IOException {
    String branch = place.branch() == null ? ofOwner(project, place) : place.branch();
    if (branch == null) {
      Files.deleteIfExists(file);
      Files.createFile(file);
      List<String> notes =
          place.works() ? List.of("its workspace was not made yet, or is gone") : List.of();
      return new Difference(true, false, List.of(), "", notes);
    }
    Optional<String> tip = project.refs().tip(branch);
    if (tip.isEmpty()) {
      return Difference.none(
          "its branch " + branch + " is gone: it was merged and removed, or deleted");
    }
    GitPlace asked =
        new GitPlace(project.place().git().within(limit, Map.of()), project.place().where(), null);
    TreePatch patch =
        TreePatch.written(
            (words, input) -> {
              GitResult said = asked.run(words, input);
              if (!said.ok()) {
                throw GitAdvice.failure(said);
              }
              return said.out();
            },
            place.start(),
            tip.get(),
            file);
    return new Difference(true, false, patch.files(), "", patch.notes());
  }
}
