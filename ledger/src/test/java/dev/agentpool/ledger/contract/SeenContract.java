package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What has ended waits to be looked at, once. */
public abstract class SeenContract extends LedgerContract {
  private TaskId completed() {
    TaskId id = submit("work");
    complete(claim().task().attempt());
    return id;
  }

  private TaskId failed() {
    TaskId id = submit("work");
    settle(claim().task().attempt(), OutcomeCode.MODEL_UNKNOWN, 0.01);
    return id;
  }

  private List<TaskId> unseen(@Nullable PoolId pool, TaskState state) {
    return ledger.unseen(new UnseenFilter(pool, state, 100)).stream().map(TaskRecord::id).toList();
  }

  private List<TaskId> done() {
    return unseen(POOL, TaskState.COMPLETED);
  }

  @Test
  void whatEndsIsUnseenUntilSomebodyLooksNewestFirst() {
    TaskId one = completed();
    TaskId two = completed();
    TaskId bad = failed();
    assertThat(done()).containsExactly(two, one);
    assertThat(unseen(null, TaskState.FAILED)).containsExactly(bad);
    assertThat(ledger.count(new UnseenFilter(null, TaskState.COMPLETED, 0))).isEqualTo(2);
    assertThat(ledger.seen(POOL, List.of(two))).isEqualTo(1);
    assertThat(done()).containsExactly(one);
    assertThat(ledger.isUnseen(one)).isTrue();
    assertThat(ledger.isUnseen(two)).isFalse();
    assertThat(ledger.unseen(new UnseenFilter(POOL, TaskState.COMPLETED, 0))).isEmpty();
  }

  @Test
  void lookingIsOneEntryAndLookingAgainIsNone() {
    List<TaskId> both = List.of(completed(), failed());
    long before = ledger.lastSequence();
    assertThat(ledger.seen(POOL, both)).isEqualTo(2);
    assertThat(ledger.seen(POOL, both)).isZero();
    assertThat(ledger.seen(POOL, List.of())).isZero();
    assertThat(ledger.journal(before, 10))
        .extracting(JournalEntry::kind, JournalEntry::subject, JournalEntry::detail)
        .containsExactly(tuple(JournalKind.SEEN, Subject.POOL, "2 tasks"));
  }

  @Test
  void allOfAPoolIsAllOfThatPool() {
    PoolId other = new PoolId("pool-other");
    ledger.openPool(new PoolRecord(other, "other", "/elsewhere", Caps.NONE));
    TaskId mine = completed();
    assertThat(ledger.seen(other, List.of())).isZero();
    assertThat(ledger.seen(other, List.of(mine))).as("not of that pool").isZero();
    assertThat(done()).containsExactly(mine);
    assertThat(unseen(other, TaskState.COMPLETED)).isEmpty();
    assertThat(ledger.seen(POOL, List.of())).isEqualTo(1);
    assertThat(done()).isEmpty();
  }

  @Test
  void whatRunsOrWasCancelledOrIsNotThereWaitsForNoLook() {
    TaskId running = submit("work");
    claim();
    TaskId cancelled = submit("more");
    ledger.cancel(cancelled, "no need").orThrow();
    assertThat(done()).isEmpty();
    assertThat(unseen(null, TaskState.FAILED)).isEmpty();
    assertThat(ledger.seen(POOL, List.of(running, cancelled, new TaskId("task-00ff")))).isZero();
  }

  @Test
  void whoeverTriesAFailedTaskAgainHasSeenIt() {
    TaskId bad = failed();
    ledger.resubmit(bad).orThrow();
    assertThat(unseen(POOL, TaskState.FAILED)).isEmpty();
  }
}
