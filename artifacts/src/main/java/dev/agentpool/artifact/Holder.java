package dev.agentpool.artifact;

import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whoever artifacts are of: a task, or a session with its turns.
 *
 * @param id names its folder
 * @param project its project's directory
 * @param turns oldest first
 */
public record Holder(String id, Path project, List<Turn> turns) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  /**
   * One of them.
   *
   * @param asked what it was asked
   */
  public record Turn(TaskId task, String asked) {}

  public Holder {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is no id of a task or session");
    }
    turns = List.copyOf(turns);
  }
}
