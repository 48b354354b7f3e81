package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project itself, for {@code read_only} and {@code shared}; needs no git. */
record ProjectDirectory(WorkspaceMode mode, Path directory, Notices said) implements Workspace {
  static ProjectDirectory of(WorkspaceMode mode, Path project) {
    if (!Files.isDirectory(project)) {
      throw WorkspaceException.ofProject("the project directory " + project + " is not there");
    }
    return new ProjectDirectory(mode, project.toAbsolutePath().normalize(), new Notices());
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
    }
    return new WorkspaceOutcome(mode.wireName(), directory.toString(), null, 0);
  }

  /** An agent that works in the project may write beside git's own files. */
  private void keepToItself(Path gitDir) {
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
}
