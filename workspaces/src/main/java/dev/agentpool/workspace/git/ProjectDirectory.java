package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The project itself, for {@code read_only} and {@code shared}; needs no git.
 *
 * @param known what within made git run something before
 */
record ProjectDirectory(WorkspaceMode mode, Path directory, Notices said, Set<Path> known)
    implements Workspace {
  static ProjectDirectory of(WorkspaceMode mode, Path project) {
    if (!Files.isDirectory(project)) {
      throw WorkspaceException.ofProject("the project directory " + project + " is not there");
    }
    Path directory = project.toAbsolutePath().normalize();
    Set<Path> known =
        mode == WorkspaceMode.SHARED
            ? Embedded.around(directory).map(Embedded::all).orElse(Set.of())
            : Set.of();
    return new ProjectDirectory(mode, directory, new Notices(), known);
  }

  @Override
  public Optional<String> start() {
    return FileRefs.headAround(directory);
  }

  @Override
  public Reach reach() {
    return mode == WorkspaceMode.SHARED
        ? Reaches.ofProject(directory)
        : new Reach(List.of(), List.of(directory));
  }

  @Override
  public List<String> notices() {
    return said.all();
  }

  @Override
  public WorkspaceOutcome finish() {
    if (mode == WorkspaceMode.SHARED) {
      Reaches.repositoryAround(directory).ifPresent(this::keepToItself);
      Embedded.around(directory).ifPresent(this::lookIntoNoOther);
    }
    return new WorkspaceOutcome(mode.wireName(), directory.toString(), null, 0);
  }

  /** An agent that works in the project may write beside git's own files. */
  private void keepToItself(Path gitDir) {
    keepOne(gitDir);
    try {
      Reaches.modules(gitDir).forEach(this::keepOne);
    } catch (IOException | UncheckedIOException unreadable) {
      // then no agent writes in any
    }
  }

  private void keepOne(Path gitDir) {
    try {
      Detours.setAside(gitDir)
          .ifPresent(aside ->
              said.say(
                  "a file that sends git elsewhere for its configuration and hooks had been put"
                      + " into "
                      + gitDir
                      + "; it is now "
                      + aside
                      + ": look at it, and delete it"));
    } catch (IOException e) {
      said.say(
          "a file in "
              + gitDir
              + ", commondir, sends git elsewhere for its configuration and hooks and could not be"
              + " moved away: "
              + e.getMessage()
              + "; delete it before you use git there");
    }
  }

  /** A repository that the index names is one that the user's next git looks into. */
  private void lookIntoNoOther(Embedded embedded) {
    Optional<Path> todo = embedded.todo().filter(list -> !known.contains(list));
    todo.ifPresent(list ->
        said.say(
            "an unfinished rebase was left that runs commands as it goes on: read "
                + list
                + " before you continue it, or end it by git rebase --abort"));
    try {
      for (Path aside : embedded.setAside(known)) {
        said.say(
            "a repository within the project had been put into its index, where git status and"
                + " others run what its configuration says; what made it one is now "
                + aside
                + ": look at its config and hooks, and name it .git again if it is wanted");
      }
    } catch (IOException e) {
      said.say(
          "a repository within the project had been put into its index, where git status and others"
              + " run what its configuration says, and could not be moved away ("
              + e.getMessage()
              + "): look at it before you use git in "
              + directory);
    }
  }
}
