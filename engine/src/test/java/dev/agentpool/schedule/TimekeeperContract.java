package dev.agentpool.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Money;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.schedule.Schedule.Missed;
import dev.agentpool.schedule.Schedule.Overlap;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.Title;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules over a real ledger, by a clock that the test sets and looks that it makes. */
abstract class TimekeeperContract {
  private static final PoolId POOL = new PoolId("main-00000001");
  private static final String NIGHTLY = "0 2 * * *";
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T12:00:00Z"));
  private Ledger ledger;
  private Schedules schedules;
  private Death death = Death.NEVER;

  /** Where the process ends that submits. */
  private enum Death {
    NEVER,
    BEFORE,
    BEHIND
  }

  /** Nothing of the program hears of its own kill. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A new, empty ledger. */
  abstract Ledger openFresh(SettableClock time);

  @BeforeEach
  void open() {
    ledger = openFresh(clock);
    ledger.openPool(new PoolRecord(POOL, "main", "/tmp/main", Caps.NONE));
    schedules = new Schedules(ledger, this::submit, clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private TaskId submit(PoolId pool, String prompt, TaskOptions how) {
    if (death == Death.BEFORE) {
      throw new Killed();
    }
    TaskSpec spec =
        TaskSpec.of(prompt)
            .withTags(how.tags())
            .withSettings(how.settings())
            .withOnDependencyFailure(how.onDependencyFailure());
    TaskId task =
        Refused.orThrow(
                ledger.submit(
                    new Submission(
                        pool,
                        List.of(new Submission.Node(spec, List.of(), how.after())),
                        null,
                        how.idempotencyKey())))
            .getFirst();
    if (death == Death.BEHIND) {
      throw new Killed();
    }
    return task;
  }

  /** A daemon looks, which may be a new one. */
  private Optional<Instant> look() {
    return new Timekeeper(ledger, this::submit, _ -> true, clock).look();
  }

  private void killed(Death where) {
    death = where;
    assertThatThrownBy(this::look).isInstanceOf(Killed.class);
    death = Death.NEVER;
  }

  private void add(String name, String cron, Missed missed, Overlap overlap) {
    schedules.add(
        POOL,
        Optional.of(name),
        schedules.draft(
            cron, Optional.of("UTC"), missed, overlap, "look around", TaskOptions.USUAL));
  }

  private Optional<Instant> lookAt(String instant) {
    clock.set(Instant.parse(instant));
    return look();
  }

  private List<TaskRecord> tasks() {
    return ledger.tasks(new TaskFilter(POOL, Set.of(), List.of(), null, null, 100, 0)).reversed();
  }

  private Omission missed(String name) {
    return schedules.missed(POOL, name).map(Noted::value).orElseThrow();
  }

  private void runOne() {
    new HandCrankedNode(ledger, POOL, "node")
        .runOne(TaskResult.withoutAgent(Outcome.COMPLETED).withOutput("done"));
  }

  @Test
  void eachTimeBecomesOneTask() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    assertThat(look()).contains(Instant.parse("2026-11-28T02:00:00Z"));
    assertThat(tasks()).isEmpty();
    assertThat(lookAt("2026-11-28T02:00:00Z")).contains(Instant.parse("2026-11-29T02:00:00Z"));
    look();
    assertThat(tasks()).hasSize(1);
    assertThat(tasks().getFirst().spec().tags()).containsExactly("schedule:nightly");
    Schedule.Progress progress = schedules.get(POOL, "nightly").value().progress();
    assertThat(progress.task()).isEqualTo(tasks().getFirst().id());
    assertThat(progress.at()).isEqualTo(Instant.parse("2026-11-28T02:00:00Z"));
    runOne();
    lookAt("2026-11-29T02:00:01Z");
    assertThat(tasks()).hasSize(2);
    assertThat(schedules.missed(POOL, "nightly")).isEmpty();
  }

  @Test
  void aKillAnywhereDoesNoTimeTwiceAndLosesNone() {
    add("nightly", NIGHTLY, Missed.SKIP, Overlap.SKIP);
    clock.set(Instant.parse("2026-11-28T02:00:00Z"));
    killed(Death.BEFORE);
    assertThat(tasks()).isEmpty();
    killed(Death.BEHIND);
    assertThat(tasks()).hasSize(1);
    look();
    look();
    assertThat(tasks()).hasSize(1);
    assertThat(schedules.get(POOL, "nightly").value().progress().firing()).isNull();
    runOne();
    clock.set(Instant.parse("2026-11-29T02:00:00Z"));
    killed(Death.BEHIND);
    lookAt("2026-11-29T09:00:00Z"); // hours later: what was begun is finished, and not as missed
    assertThat(tasks()).hasSize(2);
    assertThat(schedules.missed(POOL, "nightly")).isEmpty();
  }

  @Test
  void twoNodesThatLookAtOnceSubmitOne() throws InterruptedException {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    clock.set(Instant.parse("2026-11-28T02:00:00Z"));
    List<Thread> nodes =
        List.of(Thread.ofVirtual().start(this::look), Thread.ofVirtual().start(this::look));
    for (Thread node : nodes) {
      node.join();
    }
    look();
    assertThat(tasks()).hasSize(1);
    assertThat(schedules.get(POOL, "nightly").value().progress().firing()).isNull();
  }

  @Test
  void ofTimesThatWereMissedOneIsMadeUpAndAllAreTold() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    assertThat(lookAt("2026-11-30T08:00:00Z")).contains(Instant.parse("2026-12-01T02:00:00Z"));
    assertThat(tasks()).hasSize(1);
    assertThat(missed("nightly"))
        .isEqualTo(
            new Omission(
                3,
                List.of(
                    Instant.parse("2026-11-28T02:00:00Z"),
                    Instant.parse("2026-11-29T02:00:00Z"),
                    Instant.parse("2026-11-30T02:00:00Z")),
                Due.NOBODY,
                true));
    assertThat(ledger.journal(0, 100).stream().flatMap(entry -> entry.space().stream()))
        .contains("schedule_missed");
  }

  @Test
  void bySkipTimesThatWereMissedAreToldAlone() {
    add("nightly", NIGHTLY, Missed.SKIP, Overlap.SKIP);
    lookAt("2026-11-29T08:00:00Z");
    assertThat(tasks()).isEmpty();
    assertThat(missed("nightly").count()).isEqualTo(2);
    assertThat(missed("nightly").isMadeUp()).isFalse();
    lookAt("2026-11-30T02:00:00Z");
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void aYearOfMinutesIsCountedNoFurtherThanAThousand() {
    add("often", "* * * * *", Missed.ONCE, Overlap.SKIP);
    assertThat(lookAt("2027-11-28T08:00:30Z")).contains(Instant.parse("2027-11-28T08:01:00Z"));
    assertThat(tasks()).hasSize(1);
    assertThat(missed("often").count()).isEqualTo(Omission.MOST_COUNTED - 1);
    assertThat(schedules.get(POOL, "often").value().progress().at())
        .isEqualTo(Instant.parse("2027-11-28T08:00:00Z"));
  }

  @Test
  void aTaskThatGoesOnIsInTheWayOfTheNextTime() {
    add("hourly", "@hourly", Missed.ONCE, Overlap.SKIP);
    lookAt("2026-11-27T13:00:00Z");
    lookAt("2026-11-27T14:00:00Z");
    assertThat(tasks()).hasSize(1);
    assertThat(missed("hourly").why()).isEqualTo("still pending: " + tasks().getFirst().id());
    runOne();
    lookAt("2026-11-27T15:00:00Z");
    assertThat(tasks()).hasSize(2);
  }

  @Test
  void orTheNextOneWaitsForIt() {
    add("hourly", "@hourly", Missed.ONCE, Overlap.QUEUE);
    lookAt("2026-11-27T13:00:00Z");
    lookAt("2026-11-27T14:00:00Z");
    assertThat(tasks())
        .extracting(task -> task.state().wireName())
        .containsExactly("pending", "blocked");
    runOne();
    assertThat(tasks())
        .extracting(task -> task.state().wireName())
        .containsExactly("completed", "pending");
  }

  @Test
  void whatADrainedPoolRefusesIsMadeUpWhenItGoesOn() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    Drained.SPACE.in(ledger).put(POOL, Drained.KEY, clock.instant());
    lookAt("2026-11-28T02:00:00Z");
    long before = ledger.lastSequence();
    look();
    assertThat(ledger.lastSequence()).as("it is told once").isEqualTo(before);
    assertThat(schedules.get(POOL, "nightly").value().progress().waits()).contains("drain");
    assertThat(schedules.waiting(POOL)).hasSize(1);
    lookAt("2026-11-29T02:00:00Z");
    assertThat(tasks()).isEmpty();
    assertThat(missed("nightly").count()).isEqualTo(2);
    assertThat(missed("nightly").why()).contains("drain");
    Drained.SPACE.in(ledger).remove(POOL, Drained.KEY);
    lookAt("2026-11-29T07:00:00Z");
    look();
    assertThat(tasks()).hasSize(1);
    assertThat(schedules.get(POOL, "nightly").value().progress())
        .isEqualTo(
            new Schedule.Progress(
                Instant.parse("2026-11-29T02:00:00Z"),
                null,
                null,
                tasks().getFirst().id(),
                Instant.parse("2026-11-29T02:00:00Z")));
  }

  @Test
  void bySkipWhatIsRefusedIsMissed() {
    add("nightly", NIGHTLY, Missed.SKIP, Overlap.SKIP);
    Drained.SPACE.in(ledger).put(POOL, Drained.KEY, clock.instant());
    lookAt("2026-11-28T02:00:00Z");
    Drained.SPACE.in(ledger).remove(POOL, Drained.KEY);
    look();
    assertThat(tasks()).isEmpty();
    assertThat(missed("nightly").why()).contains("drain");
  }

  @Test
  void pausedItHasNoTimesAndMissesNone() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    schedules.pause(POOL, "nightly");
    assertThat(lookAt("2026-11-29T08:00:00Z")).isEmpty();
    schedules.resume(POOL, "nightly");
    assertThat(look()).contains(Instant.parse("2026-11-30T02:00:00Z"));
    assertThat(tasks()).isEmpty();
    assertThat(schedules.missed(POOL, "nightly")).isEmpty();
  }

  @Test
  void askedForNowOneIsSubmittedBesideItsTimes() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    TaskId now = schedules.now(POOL, "nightly");
    assertThat(schedules.now(POOL, "nightly")).isNotEqualTo(now);
    runOne();
    runOne();
    lookAt("2026-11-28T02:00:00Z");
    assertThat(tasks()).hasSize(3);
  }

  @Test
  void aClockThatWasYearsAheadStopsNothing() {
    add("nightly", NIGHTLY, Missed.SKIP, Overlap.SKIP);
    lookAt("2036-01-01T08:00:00Z");
    assertThat(lookAt("2026-11-27T12:00:00Z")).contains(Instant.parse("2026-11-28T02:00:00Z"));
    lookAt("2026-11-28T02:00:00Z");
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void anHourBackDoesNoTimeAgain() {
    add("hourly", "@hourly", Missed.ONCE, Overlap.SKIP);
    lookAt("2026-11-27T13:00:00Z");
    runOne();
    assertThat(lookAt("2026-11-27T12:10:00Z")).contains(Instant.parse("2026-11-27T14:00:00Z"));
    lookAt("2026-11-27T13:00:00Z");
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void whatWasSaidOfItsTasksIsKept() {
    TaskOptions how =
        new TaskOptions(
            new Title("Night watch"),
            Settings.EMPTY.with(SettingKeys.MODEL, "small"),
            List.of("a", "b"),
            3,
            "lane",
            2,
            Duration.ofSeconds(5),
            true,
            4,
            Money.ofUsd(0.5),
            List.of(),
            DependencyPolicy.FAIL,
            "slot-0",
            null);
    Schedule drafted =
        schedules.draft(
            "@daily",
            Optional.of("Europe/Berlin"),
            Missed.SKIP,
            Overlap.QUEUE,
            "look\n around",
            how);
    assertThat(schedules.add(POOL, Optional.empty(), drafted).key()).isEqualTo("night-watch");
    assertThat(schedules.add(POOL, Optional.empty(), drafted).key()).isEqualTo("night-watch-2");
    assertThat(schedules.get(POOL, "night-watch").value()).isEqualTo(drafted);
  }

  @Test
  void badWordsAreRefused() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    assertThatThrownBy(() -> add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP))
        .hasMessageContaining("'nightly' already");
    assertThatThrownBy(() -> add("a/b", NIGHTLY, Missed.ONCE, Overlap.SKIP))
        .hasMessageContaining("letters, digits");
    assertThatThrownBy(() -> schedules.remove(POOL, "other")).hasMessageContaining("other");
    assertThatThrownBy(() -> schedules.pause(POOL, "other")).hasMessageContaining("other");
    schedules.remove(POOL, "nightly");
    assertThat(lookAt("2026-11-28T02:00:00Z")).isEmpty();
    assertThat(tasks()).isEmpty();
  }

  @Test
  void anotherOfTheNameIsAnotherOne() {
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    lookAt("2026-11-28T02:00:00Z");
    schedules.remove(POOL, "nightly");
    clock.set(Instant.parse("2026-11-28T01:59:00Z"));
    add("nightly", NIGHTLY, Missed.ONCE, Overlap.SKIP);
    lookAt("2026-11-28T02:00:00Z");
    assertThat(tasks()).hasSize(2);
  }
}
