package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Reservation;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans with a parent, and recovery: what chains stand on. */
public abstract class PlansContract extends LedgerContract {
  private static PlanPart part(String name, @Nullable String recovery, boolean mayFail) {
    return new PlanPart.Step(
        name,
        name,
        Map.of(),
        Map.of(),
        recovery == null ? null : new Prompt.Template(recovery),
        null,
        mayFail,
        false);
  }

  private static TaskSpec step(String name) {
    return TaskSpec.of("do " + name).withPart(PlanPart.step(name));
  }

  /** The ids of the steps, then that of the parent. */
  private List<TaskId> chain(TaskSpec... steps) {
    List<Submission.Node> nodes = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      nodes.add(new Submission.Node(steps[i], i == 0 ? List.of() : List.of(i - 1), List.of()));
      all.add(i);
    }
    TaskSpec parent =
        TaskSpec.of("chain: " + steps.length + " steps")
            .withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    nodes.add(new Submission.Node(parent, all, List.of()));
    return ledger.submit(new Submission(POOL, nodes, null, null)).orThrow();
  }

  @Test
  void aChainsParentRunsFromTheStartAndEndsWithTheLastStep() {
    List<TaskId> ids = chain(step("a"), step("b"));
    TaskId parent = ids.getLast();
    assertThat(parent.value()).startsWith("chain-");
    assertThat(task(parent).startedAt()).isEqualTo(START);
    assertThat(state(parent)).isEqualTo(TaskState.RUNNING);
    assertThat(ledger.counts(POOL))
        .as("a parent is no task that an agent does")
        .containsEntry(TaskState.RUNNING, 0L)
        .containsEntry(TaskState.PENDING, 1L)
        .containsEntry(TaskState.BLOCKED, 1L);
    assertThat(complete(claim().attempt()).id()).isEqualTo(ids.get(0));
    assertThat(state(parent)).isEqualTo(TaskState.RUNNING);
    complete(claim().attempt());
    assertThat(state(parent)).isEqualTo(TaskState.COMPLETED);
    assertThat(ledger.counts(POOL))
        .containsEntry(TaskState.COMPLETED, 2L)
        .containsEntry(TaskState.RUNNING, 0L);
    assertThat(ledger.journal(0, 100).getLast().kind()).isEqualTo(JournalKind.PLAN_ENDED);
    claimNothing();
  }

  @Test
  void aFailedStepFailsTheLaterOnesAndTheParentNamesIt() {
    List<TaskId> ids = chain(step("a"), step("b"), step("c"));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    assertThat(state(ids.get(1))).isEqualTo(TaskState.FAILED);
    TaskRecord parent = task(ids.getLast());
    assertThat(parent.state()).isEqualTo(TaskState.FAILED);
    assertThat(parent.reason()).contains("step 'a'").contains("auth_failed");
    assertThat(Objects.requireNonNull(parent.result()).outcome().code())
        .isEqualTo(OutcomeCode.PLAN_FAILED);
  }

  @Test
  void aStepThatMayFailLetsThePlanGoOn() {
    List<TaskId> ids = chain(step("a").withPart(part("a", null, true)), step("b"));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    complete(claim().attempt());
    assertThat(state(ids.get(0))).isEqualTo(TaskState.FAILED);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void aStepThatMayFailStillFailsWithWhatItWaitedFor() {
    List<TaskId> ids = chain(step("a"), step("b").withPart(part("b", null, true)), step("c"));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    assertThat(state(ids.get(2))).isEqualTo(TaskState.FAILED);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.FAILED);
  }

  @Test
  void theRecoveryPromptIsAskedOnceWhenEveryAttemptHasFailed() {
    TaskSpec spec =
        step("a")
            .withPart(part("a", "mend: {error}", false))
            .withRetry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)));
    List<TaskId> ids = chain(spec);
    settle(claim().attempt(), OutcomeCode.AGENT_ERROR, 0.1);
    clock.advance(Duration.ofSeconds(1));
    settle(claim().attempt(), OutcomeCode.AGENT_ERROR, 0.1);
    ClaimReply.Claimed recovery = claim();
    assertThat(recovery.task().recovering()).isTrue();
    assertThat(recovery.task().prompt()).isEqualTo(new Prompt.Template("mend: {error}"));
    settle(recovery.attempt(), OutcomeCode.AGENT_ERROR, 0.1);
    assertThat(state(ids.get(0))).isEqualTo(TaskState.FAILED);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.FAILED);
    claimNothing();
  }

  @Test
  void noRecoveryPromptIsSpentOnWhatItCannotMend() {
    List<TaskId> ids = chain(step("a").withPart(part("a", "mend", false)));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    assertThat(state(ids.getFirst())).isEqualTo(TaskState.FAILED);
  }

  @Test
  void cancellingAChainKeepsItCancelledWhileItsRunningStepFinishes() {
    List<TaskId> ids = chain(step("a"), step("b"));
    ClaimReply.Claimed running = claim();
    ledger.cancelRest(ids.getLast(), "enough").orThrow();
    assertThat(state(ids.getLast())).isEqualTo(TaskState.CANCELLED);
    assertThat(state(ids.get(1))).isEqualTo(TaskState.CANCELLED);
    assertThat(state(ids.get(0))).isEqualTo(TaskState.RUNNING);
    complete(running.attempt());
    assertThat(state(ids.get(0))).isEqualTo(TaskState.COMPLETED);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.CANCELLED);
    assertThat(ledger.cancelRest(ids.getLast(), "again").orThrow().state())
        .isEqualTo(TaskState.CANCELLED);
  }

  @Test
  void whatWasStartedInsideOfATaskIsToldOldestFirstAndStaysItsChildWhenItIsRetried() {
    TaskId parent = submit("parent");
    TaskId other = submit(TaskSpec.of("no child").withTags(List.of("child-of:" + parent)));
    InsideOf inside = new InsideOf(parent, "asked as");
    List<Submission.Node> nodes =
        List.of(
            new Submission.Node(step("a"), List.of(), List.of()),
            new Submission.Node(
                TaskSpec.of("finish").withPart(new PlanPart.Close(OnFinish.KEEP)),
                List.of(0),
                List.of()),
            new Submission.Node(
                TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP)),
                List.of(0, 1),
                List.of()));
    List<TaskId> plan =
        ledger.submit(new Submission(POOL, nodes, Limits.NONE, null, inside)).orThrow();
    ledger.cancel(plan.getFirst(), "enough").orThrow();
    TaskId again = ledger.resubmit(plan.getFirst()).orThrow();
    assertThat(ledger.startedBy(parent).stream().map(TaskRecord::id))
        .containsExactly(plan.get(0), plan.get(2), again);
    assertThat(task(plan.getFirst()).insideOf()).isEqualTo(inside);
    assertThat(task(again).insideOf()).isEqualTo(new InsideOf(parent, null));
    assertThat(task(other).startedBy()).isNull();
    assertThat(ledger.startedBy(other)).isEmpty();
  }

  @Test
  void aParentCannotBeRetriedButItsStepCan() {
    List<TaskId> ids = chain(step("a"));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    assertThat(ledger.resubmit(ids.getLast())).isInstanceOf(Reply.Refused.class);
    assertThat(ledger.resubmit(ids.getFirst())).isInstanceOf(Reply.Done.class);
  }

  @Test
  void aSkippedStepNeedsNoReview() {
    TaskSpec gated = step("a").withReview(new dev.agentpool.task.ReviewPolicy(true, 3));
    List<TaskId> ids = chain(gated);
    settle(claim().attempt(), OutcomeCode.SKIPPED, 0);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void aTaskThatNoSlotTookInTimeFailsAndOneThatRunsDoesNot() {
    TaskId waiting = submit("x");
    TaskRecord failed =
        ledger.giveUpWaiting(waiting, "no slot available after waiting 3s").orThrow();
    assertThat(failed.state()).isEqualTo(TaskState.FAILED);
    assertThat(Objects.requireNonNull(failed.result()).outcome().code())
        .isEqualTo(OutcomeCode.NO_SLOT_AVAILABLE);
    TaskId running = submit("y");
    claim();
    assertThat(ledger.giveUpWaiting(running, "late").orThrow().state())
        .isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aTaskThatNamesASlotIsTakenByNoOther() {
    TaskId pinned = submit(TaskSpec.of("x").withOrdering(Ordering.NORMAL.inSlot("agent-a")));
    claimNothing();
    TaskId free = submit("y");
    ClaimReply onlyPinned = ledger.claim(pinnedOnly("agent-b"));
    assertThat(onlyPinned).isInstanceOf(ClaimReply.Nothing.class);
    assertThat(((ClaimReply.Claimed) ledger.claim(pinnedOnly("agent-a"))).task().id())
        .isEqualTo(pinned);
    assertThat(claim().task().id()).isEqualTo(free);
  }

  private ClaimRequest pinnedOnly(String slot) {
    return new ClaimRequest(
        "node-1",
        POOL,
        slot,
        LEASE,
        Set.of(),
        "claude",
        new Reservation(ESTIMATE, 1, 1),
        1.5,
        Limits.NONE,
        true,
        WhenOut.FAIL,
        null);
  }

  @Test
  void aDrainedPoolAdmitsNothing() {
    Notes<Instant> drained = Drained.SPACE.in(ledger);
    drained.add(POOL, Drained.KEY, START).orThrow();
    assertThat(ledger.submit(Submission.of(POOL, TaskSpec.of("x"))))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.POOL_SHUT_DOWN);
              assertThat(refused.refusal().message()).contains("pool is shut down");
            });
    assertThat(drained.remove(POOL, Drained.KEY)).isTrue();
    submit("x");
  }

  @Test
  void theTotalsOfASlotCountItsSettledAttemptsAndWhatTheyCost() {
    assertThat(ledger.slotTotals(POOL)).isEmpty();
    submit("a");
    complete(claim().attempt());
    submit("b");
    settle(claim().attempt(), OutcomeCode.AGENT_ERROR, 0.5);
    submit("c");
    claim(); // runs still
    assertThat(ledger.slotTotals(POOL))
        .containsExactly(Map.entry("slot-1", new SlotTotals(1, Cost.known(usd(0.51)))));
    assertThat(ledger.slotTotals(new PoolId("none-1a2b3c4d"))).isEmpty();
  }

  @Test
  void theSlotsThatPendingTasksNameAreKnown() {
    TaskSpec forA = TaskSpec.of("x").withOrdering(Ordering.NORMAL.inSlot("agent-a"));
    submit(forA);
    submit(TaskSpec.of("y").withOrdering(Ordering.NORMAL.inSlot("agent-b")));
    TaskId blocked = submitAll(after(forA, submit("z"))).getFirst();
    assertThat(ledger.pinnedSlots(POOL)).containsExactlyInAnyOrder("agent-a", "agent-b");
    ledger.claim(pinnedOnly("agent-a"));
    ledger.claim(pinnedOnly("agent-b"));
    assertThat(ledger.pinnedSlots(POOL)).isEmpty();
    complete(claim().attempt());
    assertThat(state(blocked)).isEqualTo(TaskState.PENDING);
    assertThat(ledger.pinnedSlots(POOL)).containsExactly("agent-a");
  }
}
