package dev.agentpool.expert;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the researcher is asked to look after what the experts know.
 *
 * @param tasks after so many that ended well; 0 for never
 * @param hours after so many; 0 for never
 * @param seed whether one that knows nothing is told of the project before its first task
 */
public record Curation(int tasks, int hours, boolean seed) {
  public static final Curation USUAL = new Curation(10, 168, true);

  public Curation {
    tasks = Math.max(0, tasks);
    hours = Math.max(0, hours);
  }

  /** And experts that know nothing are seeded. */
  public Curation(int tasks, int hours) {
    this(tasks, hours, true);
  }

  public OptionalInt afterTasks() {
    return tasks == 0 ? OptionalInt.empty() : OptionalInt.of(tasks);
  }

  public Optional<Duration> every() {
    return hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
  }
}
