package dev.agentpool.task;

/** {@code task-} and hexadecimal digits (spec slot-pool 1.1). Safe as a file name. */
public record TaskId(String value) {
  public TaskId {
    if (!value.matches("(task|chain)-[0-9a-f]{1,40}")) {
      throw new IllegalArgumentException(
          "not a task id: '" + value + "' (expected task- and hexadecimal digits)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
