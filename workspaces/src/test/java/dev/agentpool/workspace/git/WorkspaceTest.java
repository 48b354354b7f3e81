package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project, a base beside it, and real git. */
abstract class WorkspaceTest {
  static final TaskId ONE = new TaskId("task-01");
  static final TaskId TWO = new TaskId("task-02");

  @TempDir Path temp;
  Path base;
  Project project;
  GitWorkspaces workspaces;

  @BeforeEach
  void setUp() throws IOException {
    temp = temp.toRealPath();
    base = temp.resolve("base");
    project = Project.create(temp.resolve("project"));
    workspaces = new GitWorkspaces(environment(), Duration.ofMinutes(1), Clock.systemUTC());
  }

  java.util.Map<String, String> environment() throws IOException {
    return Project.environment(Files.createDirectories(temp.resolve("home")));
  }

  Workspace worktree(TaskId task) {
    return worktree("slot-0", task);
  }

  Workspace worktree(String slot, TaskId task) {
    return workspaces.prepare(project.dir(), base, WorkspaceMode.WORKTREE, slot, task);
  }

  Workspace cloned(TaskId task) {
    return workspaces.prepare(project.dir(), base, WorkspaceMode.CLONE, "slot-0", task);
  }

  Workspace found(WorkspaceMode mode, TaskId task) {
    return workspaces.find(project.dir(), base, mode, "slot-0", task);
  }

  static Project in(Workspace workspace) {
    return Project.at(workspace.directory());
  }

  /** Git is a script. */
  GitWorkspaces pretending(String body) throws IOException {
    return new GitWorkspaces(
        new Git(
            script(body), environment(), Duration.ofSeconds(5), Pause.real(), Clock.systemUTC()));
  }

  String script(String body) throws IOException {
    Path script = temp.resolve("pretend-git");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }
}
