package dev.agentpool.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done about the times of a schedule that have come. Pure. */
sealed interface Due {
  /** What is older than this was not carried out in time. */
  Duration LATE = Duration.ofMinutes(2);

  /** So far back the last time is looked for when more were missed than are counted. */
  Duration LOOKED_BACK = Duration.ofDays(1);

  /** Why times that are over were not carried out. */
  String NOBODY = "agentpool was not running, or the machine was asleep";

  record Nothing() implements Due {}

  /** None is submitted, and all times up to that one are settled. */
  record Omit(Instant upTo, Omission told) implements Due {}

  /** One is submitted, for that time. */
  record Fire(Instant at, Optional<Omission> told) implements Due {}

  /**
   * @param before what the task of the time before is at, for people; empty when it is in no way
   */
  static Due of(Schedule schedule, Timetable table, Instant now, Optional<String> before) {
    List<Instant> times = table.between(schedule.from(now), now, Omission.MOST_COUNTED);
    if (times.isEmpty()) {
      return new Nothing();
    }
    Instant last = times.getLast();
    if (times.size() == Omission.MOST_COUNTED) {
      Instant near = now.minus(LOOKED_BACK);
      List<Instant> lately =
          table.between(near.isAfter(last) ? near : last, now, Integer.MAX_VALUE);
      last = lately.isEmpty() ? last : lately.getLast();
    }
    if (before.isPresent()) {
      return new Omit(last, Omission.of(times, before.get(), false));
    }
    String waited = schedule.progress().waits();
    String why = waited == null ? NOBODY : waited;
    boolean isLate = last.isBefore(now.minus(LATE));
    boolean isOnce = schedule.missed() == Schedule.Missed.ONCE;
    if (isLate && !isOnce) {
      return new Omit(last, Omission.of(times, why, false));
    }
    List<Instant> missed = isLate ? times : times.subList(0, times.size() - 1);
    return new Fire(
        last, missed.isEmpty() ? Optional.empty() : Optional.of(Omission.of(missed, why, isOnce)));
  }
}
