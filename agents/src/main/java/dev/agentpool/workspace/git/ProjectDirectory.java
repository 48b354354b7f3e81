package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project itself, for {@code read_only} and {@code shared}; needs no git. */
record ProjectDirectory(WorkspaceMode mode, Path directory) implements Workspace {
  static ProjectDirectory of(WorkspaceMode mode, Path project) {
    if (!Files.isDirectory(project)) {
      throw WorkspaceException.ofProject("the project directory " + project + " is not there");
    }
    return new ProjectDirectory(mode, project.toAbsolutePath().normalize());
  }

  @Override
  public Reach reach() {
    return mode == WorkspaceMode.SHARED
        ? Reaches.ofProject(directory)
        : new Reach(List.of(), List.of(directory));
  }

  @Override
  public WorkspaceOutcome finish() {
    return new WorkspaceOutcome(mode.wireName(), directory.toString(), null, 0);
  }
}
