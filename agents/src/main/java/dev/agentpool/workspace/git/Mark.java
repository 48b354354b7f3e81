package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code agentpool} in the git directory of a worktree or clone: says that we made it, and
 * for whom it is.
 *
 * @param task the task it serves or served last
 * @param branch that task's branch
 * @param base the commit the branch started from
 */
record Mark(String task, String branch, String base, Phase phase) {
  private static final String FILE = "agentpool";

  /** How far the workspace is. */
  enum Phase {
    /** Being filled; what is in it is nobody's work. */
    PREPARING,
    WORKING,
    FINISHED
  }

  Mark at(Phase next) {
    return new Mark(task, branch, base, next);
  }

  Mark on(String other) {
    return new Mark(task, other, base, phase);
  }

  boolean isBeingWorkedOnFor(TaskId plan) {
    return phase == Phase.WORKING && task.equals(plan.value());
  }

  static boolean isIn(Path gitDir) {
    return Files.isRegularFile(gitDir.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
  }

  static Optional<Mark> read(Path gitDir) {
    if (!isIn(gitDir)) {
      return Optional.empty();
    }
    Path file = gitDir.resolve(FILE);
    try {
      Map<String, String> lines = new HashMap<>();
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          lines.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      return Optional.of(
          new Mark(
              need(lines, "task"),
              need(lines, "branch"),
              need(lines, "base"),
              Phase.valueOf(need(lines, "phase").toUpperCase(Locale.ROOT))));
    } catch (IOException | IllegalArgumentException e) {
      throw WorkspaceException.ofMachine(
          "cannot read "
              + file
              + ": "
              + e.getMessage()
              + "; save what you need of that workspace and delete it",
          e);
    }
  }

  private static String need(Map<String, String> lines, String key) {
    String value = lines.get(key);
    if (value == null || value.isEmpty() || value.startsWith("-")) {
      throw new IllegalArgumentException("no good line '" + key + "='");
    }
    return value;
  }

  void write(Path gitDir) {
    Path next = gitDir.resolve(FILE + ".new");
    try {
      Files.writeString(
          next,
          "task="
              + task
              + "\nbranch="
              + branch
              + "\nbase="
              + base
              + "\nphase="
              + phase.name().toLowerCase(Locale.ROOT)
              + "\n");
      Files.move(next, gitDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot write " + next + ": " + e.getMessage() + "; is the disk full or read-only?", e);
    }
  }
}
