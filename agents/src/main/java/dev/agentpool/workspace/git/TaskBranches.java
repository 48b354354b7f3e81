package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import java.util.List;
import java.util.Optional;

/** The branches {@code agentpool/TASK}, {@code agentpool/TASK-2}, … of a project. */
final class TaskBranches {
  private TaskBranches() {}

  /** The branch of the task's last attempt that has one. */
  static String newest(Repository project, TaskId task) {
    return find(project, task)
        .orElseThrow(() ->
            WorkspaceException.ofTask(
                "no clone and no branch of " + task + ": it left no commits, or never began"));
  }

  static Optional<String> find(Repository project, TaskId task) {
    return all(project, task).stream().findFirst();
  }

  /** Newest first. */
  static List<String> all(Repository project, TaskId task) {
    String name = "agentpool/" + task;
    return project
        .place()
        .must(
            "for-each-ref",
            "--sort=-version:refname",
            "--format=%(refname:lstrip=2)",
            Refs.ref(name),
            Refs.ref(name + "-*"))
        .out()
        .lines()
        .toList();
  }
}
