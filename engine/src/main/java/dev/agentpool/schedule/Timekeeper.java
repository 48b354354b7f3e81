package dev.agentpool.schedule;

import dev.agentpool.engine.Refusals;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.schedule.Schedule.Missed;
import dev.agentpool.schedule.Schedule.Overlap;
import dev.agentpool.schedule.Schedule.Progress;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries schedules out: submits a task when its time has come, once, whatever ends the process
 * where. {@link #look} does what is due; {@link #start} has a thread look whenever a time comes or
 * something of it changes.
 *
 * <p>INVARIANT: the time is noted before its task is submitted, and the key of that submission is
 * made of the schedule's id and the time. So who finds the note submits again and is given the same
 * task, also on another node; and it is settled only after that.
 */
public final class Timekeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

  /** The machine's clock is set now and then, so nobody waits longer without a look at it. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private static final Set<TaskState> GOING =
      Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING);
  private final Ledger ledger;
  private final Notes<Schedule> notes;
  private final Notes<Omission> omissions;
  private final Schedules.Work work;
  private final Predicate<PoolRecord> isHere;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean hasNews; // guarded by lock
  private boolean isClosed; // guarded by lock
  private volatile boolean somethingWaits;
  private JournalFeed.@Nullable Subscription subscription;
  private @Nullable Thread thread;

  /**
   * @param isHere whether the pool's project is on this machine
   */
  public Timekeeper(Ledger ledger, Schedules.Work work, Predicate<PoolRecord> isHere, Clock clock) {
    this.ledger = ledger;
    this.notes = Schedules.SPACE.in(ledger);
    this.omissions = Omission.SPACE.in(ledger);
    this.work = work;
    this.isHere = isHere;
    this.clock = clock;
  }

  /** Once. */
  public Timekeeper start(JournalFeed feed) {
    subscription = feed.subscribe(this::heard);
    thread = Thread.ofVirtual().name("schedules").start(this::run);
    return this;
  }

  /** Something has changed of which the journal does not tell: the machine was asleep. */
  public void wake() {
    lock.lock();
    try {
      hasNews = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void heard(JournalEntry entry) {
    boolean isOfThem = entry.space().filter(Schedules.SPACE.name()::equals).isPresent();
    boolean mayLetIn =
        entry.kind() == JournalKind.CAPS_CHANGED
            || (entry.kind() == JournalKind.NOTE_REMOVED
                && entry.space().filter(Drained.SPACE.name()::equals).isPresent());
    if (isOfThem || (somethingWaits && mayLetIn)) {
      wake();
    }
  }

  private void run() {
    try {
      Optional<Instant> next = lookOrLater();
      while (isOpenAfter(next)) {
        next = lookOrLater();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("schedules stand still until the daemon starts again", e);
    }
  }

  private Optional<Instant> lookOrLater() {
    try {
      return look();
    } catch (LedgerException unusable) {
      LOG.warn("schedules wait for the ledger: {}", unusable.getMessage());
      return Optional.of(clock.instant().plus(LONGEST_WAIT));
    }
  }

  /** Returns when that time has come or there is news; whether it is to look again. */
  private boolean isOpenAfter(Optional<Instant> next) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isClosed && !hasNews) {
        if (next.isEmpty()) {
          changed.await();
        } else {
          Duration left = Duration.between(clock.instant(), next.get());
          if (!left.isPositive()) {
            return true;
          }
          Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
          boolean isOver = changed.awaitNanos(wait.toNanos()) <= 0;
          LOG.trace("schedules looked at the clock; {}", isOver);
        }
      }
      hasNews = false;
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  /** Does what is due of all pools here. Returns when the next is; empty when none will be. */
  public Optional<Instant> look() {
    Optional<Instant> next = Optional.empty();
    boolean waits = false;
    for (PoolRecord pool : ledger.pools()) {
      List<Noted<Schedule>> all = isHere.test(pool) ? notes.list(pool.id()) : List.of();
      for (Noted<Schedule> noted : all) {
        try {
          Optional<Schedule> after = carriedOut(pool.id(), noted);
          waits |= after.filter(schedule -> schedule.progress().waits() != null).isPresent();
          next = earlier(next, after.flatMap(schedule -> schedule.next(clock.instant())));
        } catch (LedgerException unusable) {
          throw unusable;
        } catch (RuntimeException broken) {
          next = earlier(next, Optional.of(clock.instant().plus(LONGEST_WAIT)));
          LOG.warn(
              "schedule {} of {} stands still: {}", noted.key(), pool.id(), broken.getMessage());
        }
      }
    }
    somethingWaits = waits;
    return next;
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
  }

  /** As it is then; empty when it is gone, or another hand is at it and will be heard of. */
  private Optional<Schedule> carriedOut(PoolId pool, Noted<Schedule> noted) {
    Schedule schedule = noted.value();
    if (schedule.isPaused()) {
      return Optional.of(schedule);
    }
    Instant from = schedule.from(clock.instant());
    if (from.isBefore(schedule.progress().carried())) {
      return put(pool, noted, schedule.progress().carried(from)).map(Noted::value);
    }
    if (schedule.progress().firing() != null) {
      return fired(pool, noted, schedule.progress().firing());
    }
    return switch (due(schedule)) {
      case Due.Nothing _ -> Optional.of(schedule);
      case Due.Omit(Instant upTo, Omission told) -> {
        tell(pool, noted.key(), told);
        yield put(pool, noted, schedule.progress().carried(upTo)).map(Noted::value);
      }
      case Due.Fire(Instant at, Optional<Omission> told) -> {
        told.ifPresent(omission -> tell(pool, noted.key(), omission));
        yield put(pool, noted, schedule.progress().firing(at))
            .flatMap(begun -> fired(pool, begun, at));
      }
    };
  }

  private Due due(Schedule schedule) {
    Optional<String> before =
        schedule.overlap() == Overlap.SKIP ? going(schedule) : Optional.empty();
    Timetable table = Timetable.of(schedule.cron(), schedule.zone());
    return Due.of(schedule, table, clock.instant(), before);
  }

  private Optional<String> going(Schedule schedule) {
    TaskId task = schedule.progress().task();
    return task == null
        ? Optional.empty()
        : Optional.ofNullable(ledger.states(List.of(task)).get(task))
            .filter(GOING::contains)
            .map(state -> "still " + state.wireName() + ": " + task);
  }

  /** Submits the task of a time that is noted, or is given the one that was submitted before. */
  private Optional<Schedule> fired(PoolId pool, Noted<Schedule> noted, Instant at) {
    Schedule schedule = noted.value();
    try {
      TaskId task = work.submit(pool, schedule.prompt(), how(noted, at));
      return settled(pool, noted, at, task);
    } catch (RuntimeException thrown) {
      Refused refused = Refusals.of(thrown).orElseThrow(() -> thrown);
      if (refused.kind() == Refused.Kind.UNAVAILABLE) {
        throw thrown;
      }
      if (refused.code().equals(Refusal.Code.IDEMPOTENCY_CONFLICT.wireName())) {
        return settled(pool, noted, at, lastOf(pool, noted.key())); // the pool's settings changed
      }
      if (refused.code().equals("stopping")) {
        return Optional.of(schedule); // the next daemon finds it
      }
      return refused(pool, noted, at, String.valueOf(refused.getMessage()));
    }
  }

  private TaskOptions how(Noted<Schedule> noted, Instant at) {
    Schedule schedule = noted.value();
    return schedule
        .how()
        .tagged(Schedules.tag(noted.key()))
        .oneOfMany(
            "schedule " + schedule.id() + " " + at.getEpochSecond(),
            schedule.overlap() == Overlap.QUEUE ? schedule.progress().task() : null);
  }

  private @Nullable TaskId lastOf(PoolId pool, String name) {
    return ledger
        .tasks(new TaskFilter(pool, Set.of(), List.of(Schedules.tag(name)), null, null, 1, 0))
        .stream()
        .findFirst()
        .map(TaskRecord::id)
        .orElse(null);
  }

  private Optional<Schedule> settled(
      PoolId pool, Noted<Schedule> noted, Instant at, @Nullable TaskId task) {
    Progress done = noted.value().progress();
    return put(pool, noted, (task == null ? done : done.submitted(task, at)).carried(at))
        .map(Noted::value);
  }

  /** By {@code once} it is tried again, as the task of the next time when that comes first. */
  private Optional<Schedule> refused(PoolId pool, Noted<Schedule> noted, Instant at, String why) {
    Schedule schedule = noted.value();
    Progress progress = schedule.progress();
    if (schedule.missed() == Missed.SKIP) {
      tell(pool, noted.key(), Omission.of(List.of(at), why, false));
      return put(pool, noted, progress.carried(at)).map(Noted::value);
    }
    Timetable table = Timetable.of(schedule.cron(), schedule.zone());
    Instant now = clock.instant();
    if (!table.between(at, now, 1).isEmpty()) {
      return put(pool, noted, progress.unfired()).flatMap(again -> carriedOut(pool, again));
    }
    if (why.equals(progress.waits())) {
      return Optional.of(schedule);
    }
    List<Instant> missed = table.between(schedule.from(now), at, Omission.MOST_COUNTED);
    tell(pool, noted.key(), Omission.of(missed, why, true));
    return put(pool, noted, progress.waiting(why)).map(Noted::value);
  }

  private void tell(PoolId pool, String name, Omission omission) {
    Refused.orThrow(omissions.put(pool, name, omission));
    LOG.warn("schedule {} of {}: {} missed ({})", name, pool, omission.count(), omission.why());
  }

  private Optional<Noted<Schedule>> put(PoolId pool, Noted<Schedule> before, Progress after) {
    return switch (notes.replace(pool, before, before.value().with(after))) {
      case Reply.Done<Noted<Schedule>>(Noted<Schedule> kept) -> Optional.of(kept);
      case Reply.Refused<Noted<Schedule>>(Refusal refusal)
          when refusal.code() == Refusal.Code.NOTE_CHANGED -> {
        wake();
        yield Optional.empty();
      }
      case Reply.Refused<Noted<Schedule>>(Refusal refusal) -> throw Refused.of(refusal);
    };
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
