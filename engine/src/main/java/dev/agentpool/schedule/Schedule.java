package dev.agentpool.schedule;

import dev.agentpool.engine.TaskOptions;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that is to be done again and again. What it is called is the key of its note.
 *
 * @param id of this one, never the same again: another of its name is another one
 * @param cron five fields or a name such as {@code @daily}, as it was given
 * @param how the task is to be done; without a key of its own
 * @param isPaused whether none is due until somebody says so
 */
public record Schedule(
    String id,
    String cron,
    ZoneId zone,
    Missed missed,
    Overlap overlap,
    String prompt,
    TaskOptions how,
    Instant created,
    boolean isPaused,
    Progress progress) {
  /** A clock that goes back by more than this was wrong before. */
  private static final Duration WRONG = Duration.ofDays(1);

  /** What becomes of times that nobody could carry out. The lower-case name is the wire name. */
  public enum Missed {
    /** One task is submitted for all of them, late. */
    ONCE,
    SKIP;

    /** As it is kept and told. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of a time when the task of the one before has not ended. */
  public enum Overlap {
    SKIP,
    /** Its task waits for that one. */
    QUEUE;

    /** As it is kept and told. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How far it is.
   *
   * @param carried up to when all times are settled, one way or another
   * @param firing the time whose task is about to be submitted, noted before it is; null for none
   * @param waits why that was refused, for people; null when it was not
   * @param task the last one that was submitted; null for none
   * @param at for which time, or when somebody asked for it
   */
  public record Progress(
      Instant carried,
      @Nullable Instant firing,
      @Nullable String waits,
      @Nullable TaskId task,
      @Nullable Instant at) {
    static Progress from(Instant carried) {
      return new Progress(carried, null, null, null, null);
    }

    Progress carried(Instant upTo) {
      return new Progress(upTo, null, null, task, at);
    }

    Progress firing(Instant due) {
      return new Progress(carried, due, null, task, at);
    }

    /** Another time is to be submitted in place of the one that was refused. */
    Progress unfired() {
      return new Progress(carried, null, waits, task, at);
    }

    Progress waiting(String why) {
      return new Progress(carried, firing, why, task, at);
    }

    Progress submitted(TaskId submitted, Instant due) {
      return new Progress(carried, firing, waits, submitted, due);
    }
  }

  Schedule with(Progress changed) {
    return new Schedule(id, cron, zone, missed, overlap, prompt, how, created, isPaused, changed);
  }

  Schedule paused(boolean isSo, Progress changed) {
    return new Schedule(id, cron, zone, missed, overlap, prompt, how, created, isSo, changed);
  }

  /** From when on its times count: what was carried out, but for a clock that was wrong then. */
  Instant from(Instant now) {
    return progress.carried.isAfter(now.plus(WRONG)) ? now : progress.carried;
  }

  /** The next times, so many at most; none while it is paused. */
  public List<Instant> next(Instant now, int most) {
    Instant from = from(now);
    return isPaused
        ? List.of()
        : Timetable.of(cron, zone).next(from.isAfter(now) ? from : now, most);
  }

  /** The next time; empty while it is paused. */
  Optional<Instant> next(Instant now) {
    return next(now, 1).stream().findFirst();
  }

  /** The one of that wire name. Throws {@link IllegalArgumentException}. */
  static <E extends Enum<E>> E named(E[] all, String wireName) {
    return Arrays.stream(all)
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + wireName + "' is none of these"));
  }
}
