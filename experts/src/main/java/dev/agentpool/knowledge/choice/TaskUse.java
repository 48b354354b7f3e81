package dev.agentpool.knowledge.choice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of an expert's knowledge was in the prompt of a task.
 *
 * @param version of the knowledge that was in it; of a shared expert that of its own store
 * @param projectVersion of what a shared expert knows of the project; 0 for others
 * @param shown the keys of the entries
 * @param leftOut how many entries were not shown
 * @param ended how the task ended: {@code completed}, {@code failed}, {@code cancelled}; null while
 *     it has not
 */
public record TaskUse(
    String task,
    Instant at,
    long version,
    long projectVersion,
    List<String> shown,
    int leftOut,
    @Nullable String ended) {
  public static final String COMPLETED = "completed";
  public static final String FAILED = "failed";
  public static final String CANCELLED = "cancelled";

  public TaskUse {
    shown = List.copyOf(shown);
  }

  public Optional<String> end() {
    return Optional.ofNullable(ended);
  }

  TaskUse endedAs(String how) {
    return new TaskUse(task, at, version, projectVersion, shown, leftOut, how);
  }

  Figure figure() {
    return new Figure(1, COMPLETED.equals(ended) ? 1 : 0, FAILED.equals(ended) ? 1 : 0, at);
  }
}
