package dev.agentpool.task;

import java.util.regex.Pattern;

/**
 * {@code task-} and hexadecimal digits (spec slot-pool 1.1); {@code chain-} for a task that stands
 * for its plan, {@code close-} for one that finishes its workspace. Safe as a file name.
 */
public record TaskId(String value) {
  private static final Pattern FORM = Pattern.compile("(task|chain|close)-[0-9a-f]{1,40}");

  public TaskId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a task id: '" + value + "' (expected task- and hexadecimal digits)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
