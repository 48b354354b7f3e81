package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Caps, reservations and spend. */
public abstract class MoneyContract extends LedgerContract {
  @Override
  protected MoveSettings settings() {
    return MoveSettings.USUAL.withQueueBound(400);
  }

  private static TaskSpec capped(String prompt, double usd) {
    return TaskSpec.of(prompt).withCap(usd(usd));
  }

  // admission

  @Test
  void aPoolThatHasSpentItsCapAdmitsNothing() {
    caps(usd(0.5), null, null);
    submit("x");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.6);
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("y"))),
        Refusal.Code.BUDGET_EXHAUSTED,
        "budget exhausted: spent $0.60 of $0.50;",
        "agentpool budget set --pool-usd");
    caps(usd(2), null, null);
    submit("y");
  }

  @Test
  void aTaskCapAboveWhatRemainsIsRefused() {
    caps(usd(1), null, null);
    submit("x");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.25);
    assertRefused(
        ledger.submit(Submission.of(POOL, capped("y", 0.8))),
        Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
        "task budget $0.80 exceeds remaining pool budget $0.75",
        "agentpool budget set --pool-usd");
    assertRefused(
        ledger.submit(
            new Submission(
                POOL,
                List.of(new Submission.Node(capped("y", 0.5), List.of(), List.of())),
                usd(0.4),
                null)),
        Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
        "plan");
    submit(capped("y", 0.75));
  }

  @Test
  void theQueueHasABound() {
    List<Submission.Node> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(node("p" + i));
    }
    ledger.submit(new Submission(POOL, many, null, null)).orThrow();
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("more"))), Refusal.Code.QUEUE_FULL, "400");
    complete(claim().attempt());
    submit("more");
  }

  // reservation

  @Test
  void aTaskReservesWhatIsLeftOfItsOwnCap() {
    TaskId id = submit(capped("x", 1).withRetry(RetryPolicy.attempts(9)));
    ClaimReply.Claimed first = claim();
    assertThat(first.reserved()).isEqualTo(usd(1));
    assertThat(ledger.accounts(POOL)).extracting(Account::reserved).containsExactly(usd(1), usd(1));
    settle(first.attempt(), OutcomeCode.CRASHED, 0.4);
    clock.advance(Duration.ofSeconds(5));
    ClaimReply.Claimed second = claim();
    assertThat(second.reserved()).isEqualTo(usd(0.6));
    ledger.settle(second.attempt(), crashedAtUnknownCost()).orThrow();
    clock.advance(Duration.ofSeconds(5));
    claimNothing();
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
    assertThat(task(id).reason()).contains("own cap of $1.00", "--max-budget-usd");
    assertThat(kinds(id)).endsWith(JournalKind.REFUSED_FOR_BUDGET);
    assertThat(poolAccount().unknown()).isEqualTo(usd(0.6));
  }

  private static TaskResult crashedAtUnknownCost() {
    return TaskResult.withoutAgent(Outcome.of(OutcomeCode.CRASHED, "gone"))
        .withCost(new Cost.Unknown(usd(0.1)));
  }

  @Test
  void aTaskWithoutCapReservesThePoolsDefaultCap() {
    caps(null, null, usd(0.7));
    submit("x");
    assertThat(claim().reserved()).isEqualTo(usd(0.7));
  }

  @Test
  void aTaskWithoutAnyCapReservesAnEstimateFromTheHistoryOfItsModel() {
    submit("x");
    ClaimReply.Claimed first = claim();
    assertThat(first.reserved()).isEqualTo(ESTIMATE);
    settle(first.attempt(), OutcomeCode.COMPLETED, 2);
    submit("y");
    ClaimReply.Claimed second = claim();
    assertThat(second.reserved()).isEqualTo(usd(3));
    TaskSpec opus = TaskSpec.of("z").withSettings(Settings.EMPTY.with(SettingKeys.MODEL, "opus"));
    submit(opus);
    assertThat(claim().reserved()).isEqualTo(ESTIMATE);
    settle(second.attempt(), OutcomeCode.COMPLETED, 0.01);
    for (int i = 0; i < 20; i++) {
      submit("p" + i);
      clock.advance(Duration.ofSeconds(1));
      settle(claim().attempt(), OutcomeCode.COMPLETED, 0.01);
    }
    submit("last");
    assertThat(claim().reserved()).isEqualTo(ESTIMATE);
  }

  @Test
  void aPlanHasACapOfItsOwn() {
    List<Submission.Node> nodes = List.of(node("a"), node("b"), node("c"));
    List<TaskId> ids = ledger.submit(new Submission(POOL, nodes, usd(0.6), null)).orThrow();
    PlanId plan = task(ids.getFirst()).plan();
    ClaimReply.Claimed first = claim();
    ClaimReply.Claimed second = claim();
    claimNothing();
    TaskId other = submit("other");
    assertThat(claim().task().id()).isEqualTo(other);
    Account account = ledger.accounts(POOL).getLast();
    assertThat(account.key()).isEqualTo(AccountKey.plan(plan.value()));
    assertThat(account.cap()).isEqualTo(usd(0.6));
    assertThat(account.reserved()).isEqualTo(usd(0.5));
    assertThat(account.cost()).isEqualTo(Cost.NOTHING);
    settle(first.attempt(), OutcomeCode.COMPLETED, 0.5);
    claimNothing();
    settle(second.attempt(), OutcomeCode.COMPLETED, 0.1);
    claimNothing();
    assertThat(state(ids.get(2))).isEqualTo(TaskState.FAILED);
    assertThat(task(ids.get(2)).reason()).contains("plan", "$0.60", "$0.75");
  }

  // no room

  @Test
  void aTaskWithoutRoomIsPassedOverBySmallerOnesUntilItsPatienceEnds() {
    caps(usd(1), null, null);
    submit(capped("runs", 0.5));
    ClaimReply.Claimed running = claim();
    TaskId big = submit(capped("big", 0.9));
    TaskId small = submit(capped("small", 0.1));
    ClaimReply.Claimed passing = claim();
    assertThat(passing.task().id()).isEqualTo(small);
    settle(passing.attempt(), OutcomeCode.COMPLETED, 0);
    TaskId late = submit(capped("late", 0.1));
    clock.advance(Duration.ofMinutes(10));
    claimNothing();
    settle(running.attempt(), OutcomeCode.COMPLETED, 0.05);
    assertThat(claim().task().id()).isEqualTo(big);
    claimNothing();
    settle(new AttemptKey(big, 1), OutcomeCode.COMPLETED, 0.05);
    assertThat(claim().task().id()).isEqualTo(late);
  }

  @Test
  void aTaskThatCanNeverFitIsRefusedWithWhatToDoAndItsDependentsFail() {
    caps(usd(1), null, null);
    TaskId first = submit("first");
    TaskId big = submit(capped("big", 0.9));
    TaskId dependent = submitAll(after(TaskSpec.of("y"), big)).getFirst();
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.2);
    claimNothing();
    assertThat(state(first)).isEqualTo(TaskState.COMPLETED);
    assertThat(task(big).result().outcome().code()).isEqualTo(OutcomeCode.BUDGET_EXHAUSTED);
    assertThat(task(big).reason())
        .contains("budget exhausted", "$1.00", "$0.20", "$0.90", "agentpool budget set --pool-usd");
    assertThat(state(dependent)).isEqualTo(TaskState.FAILED);
  }

  @Test
  void theDaysCapHoldsATaskUntilTheNextDay() {
    caps(null, usd(0.5), null);
    submit("x");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.5);
    TaskId waits = submit("y");
    Instant midnight = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(claimNothing().wakeAt()).isEqualTo(midnight);
    assertThat(task(waits).reason()).contains("next day", "$0.50", "spent $0.50", "--day-usd");
    assertThat(task(waits).notBefore()).isEqualTo(midnight);
    clock.set(midnight);
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.1);
    assertThat(dayAccount().spent()).isEqualTo(usd(0.1));
    assertThat(poolAccount().spent()).isEqualTo(usd(0.6));
  }

  @Test
  void anEstimateAboveACapIsWhatTheCapHasLeft() {
    caps(usd(0.1), null, null);
    submit("x");
    TaskId second = submit("y");
    ClaimReply.Claimed first = claim();
    assertThat(first.reserved()).isEqualTo(usd(0.1));
    claimNothing();
    assertThat(state(second)).isEqualTo(TaskState.PENDING);
    assertRefused(ledger.extend(first.attempt(), usd(0.1)), Refusal.Code.BUDGET_EXHAUSTED);
    settle(first.attempt(), OutcomeCode.COMPLETED, 0.04);
    assertThat(claim().reserved()).isEqualTo(usd(0.06));
    assertThat(poolAccount().room()).contains(Money.ZERO);
    settle(new AttemptKey(second, 1), OutcomeCode.COMPLETED, 0.06);
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("z"))), Refusal.Code.BUDGET_EXHAUSTED);
  }

  @Test
  void anEstimateTakesTheLeastThatPlanPoolAndDayHaveLeft() {
    caps(usd(0.2), usd(0.15), null);
    ledger.submit(new Submission(POOL, List.of(node("a")), usd(0.12), null)).orThrow();
    assertThat(claim().reserved()).isEqualTo(usd(0.12));
    submit("b");
    claimNothing();
  }

  @Test
  void aTasksOwnCapIsNeverReservedInPart() {
    caps(usd(0.5), null, null);
    submit("runs");
    ClaimReply.Claimed running = claim();
    TaskId capped = submit(capped("x", 0.3));
    claimNothing();
    settle(running.attempt(), OutcomeCode.COMPLETED, 0.25);
    claimNothing();
    assertThat(state(capped)).isEqualTo(TaskState.FAILED);
    assertThat(task(capped).reason()).contains("$0.30", "--max-budget-usd");
  }

  @Test
  void aTaskThatNoDayCanHoldIsRefused() {
    caps(null, usd(0.5), null);
    TaskId id = submit(capped("x", 0.6));
    claimNothing();
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
    assertThat(task(id).reason()).contains("--day-usd");
  }

  @Test
  void costIsBookedOnTheDayOfTheClaim() {
    caps(null, usd(0.5), null);
    submit("x");
    AttemptKey attempt = claim().attempt();
    clock.set(Instant.parse("2026-11-22T00:00:01Z"));
    ledger.renew("node-1", List.of(attempt), LEASE);
    settle(attempt, OutcomeCode.COMPLETED, 0.3);
    assertThat(dayAccount().spent()).isEqualTo(Money.ZERO);
    assertThat(dayAccount().cap()).isEqualTo(usd(0.5));
  }

  @Test
  void aClaimStaysCheapAndGoesOnBeyondManyTasksThatCanNeverFit() {
    caps(usd(1), null, null);
    List<Submission.Node> many = new ArrayList<>();
    for (int i = 0; i < 398; i++) {
      many.add(
          new Submission.Node(
              capped("p" + i, 0.9).withOrdering(new Ordering(5, null)), List.of(), List.of()));
    }
    submit("first");
    ClaimReply.Claimed first = claim();
    ledger.submit(new Submission(POOL, many, null, null)).orThrow();
    TaskId small = submit(capped("small", 0.1));
    settle(first.attempt(), OutcomeCode.COMPLETED, 0.2);
    assertThat(claimNothing().wakeAt()).isEqualTo(ledger.now());
    assertThat(claim().task().id()).isEqualTo(small);
    assertThat(ledger.counts(POOL)).containsEntry(TaskState.FAILED, 398L);
  }

  @Test
  void loweringACapBelowWhatIsSpentStopsClaimsButBreaksNothing() {
    caps(usd(5), null, null);
    submit("x");
    ClaimReply.Claimed running = claim();
    TaskId waiting = submit("y");
    caps(usd(0.1), null, null);
    claimNothing();
    assertThat(state(waiting)).isEqualTo(TaskState.PENDING);
    settle(running.attempt(), OutcomeCode.COMPLETED, 0.2);
    claimNothing();
    assertThat(state(waiting)).isEqualTo(TaskState.FAILED);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.2));
    assertThat(poolAccount().room()).contains(usd(-0.1));
  }

  // extension

  @Test
  void aRunningTaskGetsMoreWhileEveryCapHasRoom() {
    caps(usd(1), usd(0.8), null);
    submit("x");
    AttemptKey attempt = claim().attempt();
    assertThat(ledger.extend(attempt, usd(0.25)).orThrow()).isEqualTo(usd(0.5));
    assertThat(ledger.extend(attempt, usd(0.4)).orThrow()).isEqualTo(usd(0.8));
    assertRefused(ledger.extend(attempt, usd(0.4)), Refusal.Code.BUDGET_EXHAUSTED, "day:", "$0.80");
    assertRefused(ledger.extend(attempt, Money.ZERO), Refusal.Code.INVALID);
    assertThat(poolAccount().reserved()).isEqualTo(usd(0.8));
    settle(attempt, OutcomeCode.COMPLETED, 0.45);
    assertRefused(ledger.extend(attempt, usd(0.1)), Refusal.Code.STALE_ATTEMPT);
  }

  @Test
  void aTasksOwnCapBoundsItsExtension() {
    submit(capped("x", 0.3));
    assertRefused(
        ledger.extend(claim().attempt(), usd(0.01)),
        Refusal.Code.BUDGET_EXHAUSTED,
        "own cap",
        "$0.30");
  }

  @Test
  void aCappedTaskOfALostNodeWaitsUntilItsMoneyIsKnown() {
    TaskId id = submit(capped("x", 0.5));
    AttemptKey lost = claim().attempt();
    clock.advance(LEASE.plusSeconds(1));
    ledger.expire();
    claimNothing();
    assertThat(state(id)).isEqualTo(TaskState.PENDING);
    assertRefused(
        ledger.settle(lost, result(OutcomeCode.COMPLETED, 0.2)), Refusal.Code.STALE_ATTEMPT);
    assertThat(claim().reserved()).isEqualTo(usd(0.3));
  }
}
