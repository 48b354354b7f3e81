package dev.agentpool.schedule;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.schedule.Schedule.Missed;
import dev.agentpool.schedule.Schedule.Overlap;
import dev.agentpool.schedule.Schedule.Progress;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What pools are to do again and again, as notes of the ledger. Says what there is and changes it;
 * {@link Timekeeper} carries it out. Thread-safe.
 */
public final class Schedules {
  /** Of one pool. */
  private static final int MOST = 200;

  /** By their names. */
  public static final Space<Schedule> SPACE =
      new Space<>(
          "schedule",
          Codec.of(ScheduleText::write, ScheduleText::read),
          new NoteBound(1 << 20, 8L << 20, MOST));

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_MADE = 32;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0," + (LONGEST_NAME - 1) + "}");

  private final Notes<Schedule> notes;
  private final Notes<Omission> omissions;
  private final Work work;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Where tasks are submitted. */
  @FunctionalInterface
  public interface Work {
    /** Throws {@link Refused}, or what else {@code Refusals} knows. */
    TaskId submit(PoolId pool, String prompt, TaskOptions how);
  }

  public Schedules(Ledger ledger, Work work, Clock clock) {
    this.notes = SPACE.in(ledger);
    this.omissions = Omission.SPACE.in(ledger);
    this.work = work;
    this.clock = clock;
  }

  /**
   * One that begins now, and is not kept yet. Throws {@link Refused} for what would never be due.
   *
   * @param zone a time zone's name; empty for that of this machine
   */
  public Schedule draft(
      String cron,
      Optional<String> zone,
      Missed missed,
      Overlap overlap,
      String prompt,
      TaskOptions how) {
    if (prompt.isBlank()) {
      throw Refused.invalid("the prompt is empty");
    }
    if (!how.after().isEmpty()) {
      throw Refused.invalid(
          "'after' names one task, and a schedule has many times: leave it out; overlap says"
              + " whether a task waits for the one before");
    }
    if (how.idempotencyKey() != null) {
      throw Refused.invalid(
          "a schedule makes an idempotency key for each of its times: leave it out");
    }
    ZoneId place = zone.map(Timetable::zone).orElseGet(ZoneId::systemDefault);
    Timetable.of(cron, place);
    byte[] id = new byte[8];
    random.nextBytes(id);
    Instant now = now();
    return new Schedule(
        HexFormat.of().formatHex(id),
        cron.strip(),
        place,
        missed,
        overlap,
        prompt,
        how,
        now,
        false,
        Progress.from(now));
  }

  /**
   * Keeps it. Throws {@link Refused} when there is one of that name.
   *
   * @param name empty for one that is made of its title or its prompt
   */
  public Noted<Schedule> add(PoolId pool, Optional<String> name, Schedule schedule) {
    String first = named(name, schedule);
    for (int n = 1; ; n++) {
      String key = n == 1 ? first : first + "-" + n;
      switch (notes.add(pool, key, schedule)) {
        case Reply.Done<Noted<Schedule>>(Noted<Schedule> kept) -> {
          return kept;
        }
        case Reply.Refused<Noted<Schedule>>(Refusal refusal)
            when refusal.code() == Refusal.Code.NOTE_CHANGED -> {
          if (name.isPresent()) {
            throw new Refused(
                Refused.Kind.CONFLICT,
                "schedule_exists",
                "there is a schedule '" + key + "' already: give another name, or remove it first");
          }
        }
        case Reply.Refused<Noted<Schedule>>(Refusal refusal) -> throw Refused.of(refusal);
      }
    }
  }

  /** What it would be called. Throws {@link Refused} for a name that none can have. */
  public String named(Optional<String> name, Schedule schedule) {
    return name.map(Schedules::checked).orElseGet(() -> made(schedule));
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refused.invalid(
          "a schedule's name has 1 to "
              + LONGEST_NAME
              + " letters, digits, - and _, and begins with a letter or a digit; not '"
              + name
              + "'");
    }
    return name;
  }

  private static String made(Schedule schedule) {
    String words =
        schedule.how().title() == null ? schedule.prompt() : schedule.how().title().text();
    String line = words.strip().lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    String plain = line.replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    String cut = plain.substring(0, Math.min(LONGEST_MADE, plain.length())).replaceAll("-$", "");
    return cut.isEmpty() ? "schedule" : cut;
  }

  /** By their names. */
  public List<Noted<Schedule>> list(PoolId pool) {
    return notes.list(pool);
  }

  /** Those with a time that is over and whose task nobody takes. */
  public List<Noted<Schedule>> waiting(PoolId pool) {
    return list(pool).stream().filter(kept -> kept.value().progress().waits() != null).toList();
  }

  /** Throws {@link Refused} when there is none. */
  public Noted<Schedule> get(PoolId pool, String name) {
    return notes.find(pool, name).orElseThrow(() -> Refused.notFound("schedule", name));
  }

  /** The last times of it that were missed. */
  public Optional<Noted<Omission>> missed(PoolId pool, String name) {
    return omissions.find(pool, name);
  }

  /** The same of all, by their names. */
  public Map<String, Noted<Omission>> missed(PoolId pool) {
    return omissions.list(pool).stream().collect(Collectors.toMap(Noted::key, kept -> kept));
  }

  /** Tasks that it has submitted go on. Throws {@link Refused} when there is none. */
  public void remove(PoolId pool, String name) {
    omissions.remove(pool, name);
    if (!notes.remove(pool, name)) {
      throw Refused.notFound("schedule", name);
    }
  }

  /** None of its times is due any more. Throws {@link Refused} when there is none. */
  public Noted<Schedule> pause(PoolId pool, String name) {
    return change(
        pool, name, now -> now.paused(true, now.progress().carried(now.progress().carried())));
  }

  /** Those from now on are. Throws {@link Refused} when there is none. */
  public Noted<Schedule> resume(PoolId pool, String name) {
    return change(
        pool, name, now -> now.isPaused() ? now.paused(false, now.progress().carried(now())) : now);
  }

  /** Submits one at once, beside its times. Throws {@link Refused}. */
  public TaskId now(PoolId pool, String name) {
    Schedule schedule = get(pool, name).value();
    TaskId task = work.submit(pool, schedule.prompt(), schedule.how().tagged(tag(name)));
    Instant at = now();
    change(pool, name, kept -> kept.with(kept.progress().submitted(task, at)));
    return task;
  }

  /** By which its tasks are found. */
  static String tag(String name) {
    return "schedule:" + name;
  }

  private Noted<Schedule> change(PoolId pool, String name, UnaryOperator<Schedule> change) {
    return Refused.orThrow(
        notes.change(
            pool,
            name,
            kept -> change.apply(kept.orElseThrow(() -> Refused.notFound("schedule", name)))));
  }

  /** The time by which its times come. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
