package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The branches {@code agentpool/TASK}, {@code agentpool/TASK-2}, … of a project. */
final class TaskBranches {
  private static final String IN_THE_WAY = "refs/heads/agentpool";

  private TaskBranches() {}

  /**
   * Refuses a project with a branch {@code agentpool}: git keeps no branch {@code agentpool/TASK}
   * beside it. Read from files; where references are kept otherwise, git itself refuses later.
   */
  static void requireRoom(Path commonDir) {
    if (isTaken(commonDir)) {
      throw WorkspaceException.ofProject(
          "a branch named 'agentpool' is in the way of the branches 'agentpool/TASK' that tasks"
              + " work on; rename it (git branch -m agentpool OTHER), or set workspace ="
              + " \"shared\"");
    }
  }

  static boolean isTaken(Path commonDir) {
    if (Files.isRegularFile(commonDir.resolve(IN_THE_WAY), LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    Path packed = commonDir.resolve("packed-refs");
    if (!Files.isRegularFile(packed) || Files.isDirectory(commonDir.resolve(IN_THE_WAY))) {
      return false;
    }
    try (Stream<String> lines = Files.lines(packed, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.endsWith(" " + IN_THE_WAY));
    } catch (IOException | UncheckedIOException e) {
      return false; // git says it when it is needed
    }
  }

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

  /** The branch of a task's first attempt. */
  static String name(TaskId task) {
    return "agentpool/" + task.value();
  }

  /** Newest first. */
  static List<String> all(Repository project, TaskId task) {
    String name = name(task);
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
