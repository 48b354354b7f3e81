package dev.agentpool.expert;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the researcher is asked to look after what the experts know.
 *
 * @param tasks after so many that ended well; 0 for never
 * @param hours after so many; 0 for never
 */
public record Curation(int tasks, int hours) {
  public static final Curation USUAL = new Curation(10, 168);

  public Curation {
    tasks = Math.max(0, tasks);
    hours = Math.max(0, hours);
  }

  public OptionalInt afterTasks() {
    return tasks == 0 ? OptionalInt.empty() : OptionalInt.of(tasks);
  }

  public Optional<Duration> every() {
    return hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
  }
}
