package dev.agentpool.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandCrankedNodeTest {
  private static final PoolId POOL = new PoolId("p");
  private static final TaskResult DONE = TaskResult.withoutAgent(Outcome.COMPLETED);
  private final SettableClock clock = new SettableClock();
  private final Ledger ledger = MemoryLedger.open(clock, MoveSettings.USUAL);
  private final HandCrankedNode one = new HandCrankedNode(ledger, POOL, "one");
  private final HandCrankedNode two = new HandCrankedNode(ledger, POOL, "two");

  @BeforeEach
  void pool() {
    ledger.openPool(new PoolRecord(POOL, "p", "/p", Caps.NONE));
  }

  private TaskId submit() {
    return ledger.submit(Submission.of(POOL, TaskSpec.of("x"))).orThrow().getFirst();
  }

  private TaskState state(TaskId task) {
    return ledger.task(task).orElseThrow().state();
  }

  @Test
  void nothingHappensUntilItIsCranked() {
    TaskId task = submit();
    clock.advance(Duration.ofDays(1));
    assertThat(state(task)).isEqualTo(TaskState.PENDING);
    assertThat(one.runOne(DONE).id()).isEqualTo(task);
    assertThat(state(task)).isEqualTo(TaskState.COMPLETED);
    assertThat(one.claim()).isEmpty();
  }

  @Test
  void whatACrashedNodeHadIsAnothersAfterTheLeaseAndItsLateResultIsStale() {
    TaskId task = submit();
    ClaimReply.Claimed lost = one.claim().orElseThrow();
    one.crash();
    assertThat(one.running()).isEmpty();
    assertThat(ledger.expire()).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    assertThat(ledger.expire()).containsExactly(lost.attempt());
    assertThat(two.runOne(DONE).id()).isEqualTo(task);
    assertThat(one.settle(lost.attempt(), DONE)).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void aRestartedNodeRenewsWhatItHadAndForgetsWhatWasTakenFromIt() {
    TaskId kept = submit();
    one.claim().orElseThrow();
    one.crash();
    one.restart();
    clock.advance(Duration.ofSeconds(50));
    assertThat(one.renew()).isEmpty();
    clock.advance(Duration.ofSeconds(50));
    assertThat(ledger.expire()).isEmpty();
    assertThat(state(kept)).isEqualTo(TaskState.RUNNING);
    ledger.cancel(kept, "not needed").orThrow();
    assertThat(one.renew()).hasSize(1);
    assertThat(one.running()).isEmpty();
  }
}
