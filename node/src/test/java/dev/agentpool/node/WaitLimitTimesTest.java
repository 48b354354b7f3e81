package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Reservation;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.pool.Caps;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.time.AwakeTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts as waiting for a slot. */
class WaitLimitTimesTest {
  private final SettableClock clock = new SettableClock();
  private final AwakeTime awake = new AwakeTime(clock::nanos, clock::nanos);
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private final WaitLimit limit = new WaitLimit(ledger, awake);
  private final PoolConfig pool =
      new PoolConfig(
          "lab",
          Path.of("/lab"),
          List.of(),
          Settings.EMPTY,
          Settings.EMPTY.with(SettingKeys.SLOT_ASSIGNMENT_TIMEOUT_SECS, 60),
          Caps.NONE,
          Reservation.USUAL);

  @AfterEach
  void close() {
    ledger.close();
  }

  private TaskId waits() {
    ledger.openPool(pool.record());
    TaskId id = ledger.submit(Submission.of(pool.id(), TaskSpec.of("x"))).orThrow().getFirst();
    limit.look(List.of(pool));
    return id;
  }

  private TaskState state(TaskId id) {
    return ledger.task(id).orElseThrow().state();
  }

  private void awake(int seconds) {
    for (int second = 0; second < seconds; second++) {
      clock.advance(Duration.ofSeconds(1));
      awake.look();
      limit.look(List.of(pool));
    }
  }

  @Test
  void neitherASleepNorAClockThatWasSetCountsAsWaiting() {
    TaskId id = waits();
    awake(30);
    clock.advance(Duration.ofHours(8)); // asleep
    limit.look(List.of(pool));
    clock.set(clock.instant().plus(Duration.ofHours(3)));
    limit.look(List.of(pool));
    awake(25);
    assertThat(state(id)).isEqualTo(TaskState.PENDING);
    awake(10);
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
  }

  @Test
  void whatWasWaitedUnderTheDaemonBeforeCounts() {
    TaskId id = waits();
    awake(40);
    WaitLimit next = new WaitLimit(ledger, awake);
    next.look(List.of(pool));
    assertThat(state(id)).isEqualTo(TaskState.PENDING);
    clock.advance(Duration.ofSeconds(20));
    awake.look();
    new WaitLimit(ledger, new AwakeTime(clock::nanos, clock::nanos)).look(List.of(pool));
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
  }
}
