package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.pool.Caps;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Caps in tokens and turns: reserved, settled and released as money is. */
public abstract class CountedContract extends LedgerContract {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
  private static final Reservation USUAL = new Reservation(ESTIMATE, 1_000, 4);

  @Override
  protected ClaimRequest request(String... paused) {
    return request(Limits.NONE, WhenOut.FAIL);
  }

  private static ClaimRequest request(Limits ofAttempt, WhenOut out) {
    return new ClaimRequest(
        "node-1", POOL, "slot-1", LEASE, Set.of(), "claude", USUAL, 1.5, ofAttempt, false, out,
        null);
  }

  private static Limits counted(@Nullable Integer tokens, @Nullable Integer turns) {
    return new Limits(
        null, tokens == null ? null : tokens.longValue(), turns == null ? null : turns.longValue());
  }

  private void poolCaps(@Nullable Integer tokens, @Nullable Integer turns) {
    ledger.setCaps(POOL, new Caps(counted(tokens, turns), Limits.NONE, null)).orThrow();
  }

  private void dayCaps(@Nullable Integer tokens, @Nullable Integer turns) {
    ledger.setCaps(POOL, new Caps(Limits.NONE, counted(tokens, turns), null)).orThrow();
  }

  /** Of a model that nobody has a price for. */
  private static TaskResult took(OutcomeCode code, long tokens, int turns) {
    AgentReport.Spent spent =
        new AgentReport.Spent(
            new Cost.Unknown(Money.ZERO),
            turns,
            new TokenUsage(tokens / 2, tokens - tokens / 2, 0, 0),
            Duration.ofSeconds(1),
            true);
    return TaskResult.withoutAgent(Outcome.of(code, code.wireName())).withSpent(spent);
  }

  private TaskRecord took(AttemptKey attempt, long tokens, int turns) {
    return ledger.settle(attempt, took(OutcomeCode.COMPLETED, tokens, turns)).orThrow();
  }

  private Tally tokens() {
    return poolAccount().tokens();
  }

  private static Amount tokens(long count) {
    return new Amount(Unit.TOKENS, count);
  }

  private static Amount turns(long count) {
    return new Amount(Unit.TURNS, count);
  }

  private static TaskSpec bounded(String prompt, int tokens) {
    return TaskSpec.of(prompt).withSettings(Settings.EMPTY.with(SettingKeys.MAX_TOKENS, tokens));
  }

  // reserved and settled

  @Test
  void anEstimateOfEachIsSetAsideAndWhatWasTakenReplacesIt() {
    poolCaps(10_000, 40);
    submit("x");
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.reservation()).isEqualTo(USUAL);
    assertThat(tokens().reserved()).isEqualTo(tokens(1_000));
    assertThat(dayAccount().turns().reserved()).isEqualTo(turns(4));
    took(claimed.attempt(), 3_000, 7);
    assertThat(tokens().spent()).isEqualTo(tokens(3_000));
    assertThat(tokens().reserved()).isEqualTo(tokens(0));
    assertThat(tokens().room()).contains(tokens(7_000));
    assertThat(poolAccount().turns().room()).contains(turns(33));
    assertThat(dayAccount().tokens().spent()).isEqualTo(tokens(3_000));
    assertThat(poolAccount().unknown()).as("no price").isEqualTo(ESTIMATE);
  }

  @Test
  void whatIsTakenIsCountedAlsoWithoutACap() {
    submit("x");
    took(claim().attempt(), 3_000, 7);
    assertThat(tokens().spent()).isEqualTo(tokens(3_000));
    assertThat(poolAccount().turns().spent()).isEqualTo(turns(7));
    assertThat(tokens().room()).isEmpty();
  }

  @Test
  void aTasksOwnBoundIsReservedWholeAndBeforeThatOfItsSlot() {
    poolCaps(10_000, 40);
    submit(bounded("x", 6_000));
    ClaimReply.Claimed claimed =
        (ClaimReply.Claimed) ledger.claim(request(counted(2_000, 9), WhenOut.FAIL));
    assertThat(claimed.reservation()).isEqualTo(new Reservation(ESTIMATE, 6_000, 9));
    TaskId second = submit(bounded("y", 6_000));
    claimNothing();
    assertThat(state(second)).isEqualTo(TaskState.PENDING);
    took(claimed.attempt(), 2_000, 1);
    assertThat(claim().reservation().tokens()).isEqualTo(6_000);
  }

  @Test
  void anEstimateLearnsFromWhatTheModelTookBefore() {
    poolCaps(100_000, null);
    submit("x");
    took(claim().attempt(), 8_000, 2);
    submit("y");
    assertThat(claim().reservation().tokens()).isEqualTo(12_000);
    TaskSpec other =
        TaskSpec.of("z").withSettings(Settings.EMPTY.with(SettingKeys.MODEL, "another"));
    submit(other);
    assertThat(claim().reservation().tokens()).isEqualTo(1_000);
  }

  @Test
  void aCapBelowTheEstimateIsSpentOneTaskAfterTheOther() {
    poolCaps(600, null);
    submit("x");
    TaskId second = submit("y");
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.reservation().tokens()).isEqualTo(600);
    claimNothing();
    took(claimed.attempt(), 400, 1);
    ClaimReply.Claimed next = claim();
    assertThat(next.task().id()).isEqualTo(second);
    assertThat(next.reservation().tokens()).isEqualTo(200);
  }

  @Test
  void aReservationGrowsByWhatTheCapHasLeftAndThenByNothing() {
    poolCaps(1_500, null);
    submit("x");
    AttemptKey attempt = claim().attempt();
    assertThat(ledger.extend(attempt, tokens(200)).orThrow()).isEqualTo(tokens(1_200));
    assertThat(ledger.extend(attempt, tokens(1_000)).orThrow()).isEqualTo(tokens(1_500));
    assertRefused(
        ledger.extend(attempt, tokens(1)),
        Refusal.Code.BUDGET_EXHAUSTED,
        "its cap is 1,500 tokens",
        "reserved 1,500 tokens");
    assertThat(ledger.extend(attempt, turns(5)).orThrow()).isEqualTo(turns(9));
    assertRefused(ledger.extend(attempt, tokens(0)), Refusal.Code.INVALID);
  }

  // released

  @Test
  void whatIsPutBackOrCancelledIsReleased() {
    poolCaps(10_000, 40);
    submit("x");
    AttemptKey first = claim().attempt();
    ledger.putBack(first, "nothing was begun", null).orThrow();
    assertThat(tokens().reserved()).isEqualTo(tokens(0));
    ClaimReply.Claimed second = claim();
    ledger.cancel(second.task().id(), "not needed").orThrow();
    assertThat(tokens().reserved()).as("its agent still runs").isEqualTo(tokens(1_000));
    ledger.settle(second.attempt(), took(OutcomeCode.CANCELLED, 300, 2));
    assertThat(tokens().reserved()).isEqualTo(tokens(0));
    assertThat(tokens().spent()).isEqualTo(tokens(300));
  }

  @Test
  void whatANodeNeverToldIsHeldAtItsReservationUntilItIsTold() {
    poolCaps(10_000, 40);
    submit(TaskSpec.of("x").withRetry(RetryPolicy.attempts(3)));
    ClaimReply.Claimed lost = claim();
    clock.advance(LEASE.plusSeconds(1));
    assertThat(ledger.expire()).containsExactly(lost.attempt());
    clock.advance(Duration.ofDays(30));
    ledger.expire();
    assertThat(tokens().unknown()).isEqualTo(tokens(1_000));
    assertThat(poolAccount().turns().unknown()).isEqualTo(turns(4));
    assertThat(tokens().seen()).isEqualTo(tokens(0));
    AttemptRecord record = ledger.attempts(lost.task().id()).getFirst();
    assertThat(record.uses().tokens().known()).isFalse();
    ledger.settle(lost.attempt(), took(OutcomeCode.COMPLETED, 700, 3));
    assertThat(tokens().unknown()).isEqualTo(tokens(0));
    assertThat(tokens().spent()).isEqualTo(tokens(700));
    assertThat(poolAccount().turns().spent()).isEqualTo(turns(3));
    assertThat(poolAccount().unknown()).as("still no price").isEqualTo(ESTIMATE);
  }

  // used up

  @Test
  void aCapThatIsUsedUpFailsWhatIsQueuedWhereNobodyIsAsked() {
    poolCaps(1_000, null);
    submit("x");
    TaskId second = submit("y");
    took(claim().attempt(), 1_200, 1);
    claimNothing();
    assertThat(state(second)).isEqualTo(TaskState.FAILED);
    assertThat(task(second).reason())
        .contains(
            "budget exhausted",
            "the cap of pool demo is 1,000 tokens",
            "spent 1,200 tokens",
            "agentpool budget set --pool-tokens");
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("z"))),
        Refusal.Code.BUDGET_EXHAUSTED,
        "spent 1,200 tokens of 1,000 tokens",
        "--pool-tokens");
  }

  @Test
  void aBoundAboveWhatIsLeftSaysWhatToLower() {
    poolCaps(5_000, null);
    TaskId big = submit(bounded("x", 6_000));
    claimNothing();
    assertThat(task(big).reason())
        .contains("needs 6,000 tokens (what bounds it)", "lower the task's --max-tokens");
  }

  @Test
  void aDaysTurnsAreThereAgainTheNextDay() {
    dayCaps(null, 5);
    submit("x");
    TaskId second = submit("y");
    took(claim().attempt(), 10, 5);
    assertThat(claimNothing().wakeAt()).isEqualTo(MIDNIGHT);
    assertThat(task(second).reason()).contains("waits for the next day", "5 turns", "--day-turns");
    clock.set(MIDNIGHT.plusSeconds(1));
    assertThat(claim().reservation().turns()).as("all that is left").isEqualTo(5);
  }

  @Test
  void aPlanHasCapsOfItsOwnInTokensAndTurns() {
    List<Submission.Node> nodes = List.of(node("a"), node("b"));
    List<TaskId> ids =
        ledger.submit(new Submission(POOL, nodes, counted(1_500, null), null, null)).orThrow();
    ClaimReply.Claimed first = claim();
    claimNothing();
    took(first.attempt(), 1_500, 1);
    TaskId other = submit("other");
    assertThat(claim().task().id()).isEqualTo(other);
    assertThat(state(ids.getLast())).isEqualTo(TaskState.FAILED);
    assertThat(task(ids.getLast()).reason()).contains("cap of plan", "1,500 tokens");
  }

  @Test
  void theSameKeyWithAnotherPlanCapIsOtherWork() {
    List<Submission.Node> nodes = List.of(node("a"));
    Submission first = new Submission(POOL, nodes, counted(1_500, null), "k", null);
    List<TaskId> ids = ledger.submit(first).orThrow();
    assertThat(ledger.submit(first).orThrow()).isEqualTo(ids);
    assertRefused(
        ledger.submit(new Submission(POOL, nodes, counted(null, 1_500), "k", null)),
        Refusal.Code.IDEMPOTENCY_CONFLICT);
  }

  // asked about

  private Question question() {
    List<Question> open =
        ledger.questions(new QuestionFilter(POOL, null, Set.of(Question.State.OPEN), 10, 0));
    assertThat(open).hasSize(1);
    return open.getFirst();
  }

  private ClaimReply asking() {
    return ledger.claim(request(Limits.NONE, WhenOut.ASK));
  }

  private Reply<Question> answer(String words) {
    return ledger.answer(question().id(), new Answer(Answer.Verdict.TEXT, words, null), "ada");
  }

  @Test
  void aCapThatIsUsedUpIsAskedAboutByItsNameAndRaisedByACount() {
    poolCaps(1_000, null);
    submit("x");
    TaskId waits = submit("y");
    took(claim().attempt(), 1_200, 1);
    asking();
    assertThat(task(waits).reason()).contains("waits for tokens", "1,000 tokens");
    assertThat(question().asked().title()).contains("1,000 tokens", "spent 1,200 tokens");
    assertThat(question().asked().options())
        .containsExactly("raise 1000", "raise 1000 today", "drop");
    assertRefused(answer("raise 0.5"), Refusal.Code.INVALID, "tokens were asked for");
    assertRefused(answer("raise 999999999999999"), Refusal.Code.INVALID, "a cap is at most");
    answer("raise 4,000 tokens").orThrow();
    assertThat(ledger.pools().getFirst().caps().whole().tokens()).isEqualTo(5_000);
    ClaimReply.Claimed claimed = (ClaimReply.Claimed) asking();
    assertThat(claimed.task().id()).isEqualTo(waits);
    assertThat(claimed.reservation().tokens()).isEqualTo(1_800);
  }

  @Test
  void oneCapAfterTheOtherIsAskedAboutAndARaiseOfOneLeavesTheOthersAsTheyAre() {
    ledger
        .setCaps(POOL, new Caps(new Limits(usd(1), 1_000L, 10L), counted(null, 4), null))
        .orThrow();
    submit("x");
    TaskId waits = submit("y");
    ClaimReply.Claimed first = claim();
    ledger
        .settle(first.attempt(), took(OutcomeCode.COMPLETED, 1_000, 4).withCost(Cost.known(usd(1))))
        .orThrow();
    asking();
    assertThat(question().asked().title()).contains("$1.00");
    answer("raise 1 today").orThrow();
    asking();
    assertThat(question().asked().title()).contains("1,000 tokens");
    answer("raise 1000").orThrow();
    assertThat(poolAccount().cap()).as("raised for today").isEqualTo(usd(2));
    asking();
    assertThat(question().asked().title()).contains("today's cap", "4 turns");
    answer("raise 2 turns today").orThrow();
    ClaimReply.Claimed claimed = (ClaimReply.Claimed) asking();
    assertThat(claimed.task().id()).isEqualTo(waits);
    assertThat(claimed.reservation()).isEqualTo(new Reservation(usd(1), 1_000, 2));
    assertThat(ledger.pools().getFirst().caps())
        .isEqualTo(new Caps(new Limits(usd(1), 2_000L, 10L), counted(null, 4), null));
    took(claimed.attempt(), 10, 1);
    clock.set(MIDNIGHT.plusSeconds(1));
    asking();
    assertThat(poolAccount().cap()).as("the day is over").isEqualTo(usd(1));
    assertThat(dayAccount().turns().cap()).isEqualTo(turns(4));
    assertThat(tokens().cap()).isEqualTo(tokens(2_000));
  }

  @Test
  void whatWaitsForTokensIsDropped() {
    dayCaps(1_000, null);
    submit("x");
    TaskId waits = submit("y");
    took(claim().attempt(), 1_000, 1);
    asking();
    answer("drop").orThrow();
    assertThat(state(waits)).isEqualTo(TaskState.FAILED);
    assertThat(task(waits).result().outcome().code()).isEqualTo(OutcomeCode.BUDGET_EXHAUSTED);
  }

  @Test
  void anAgentThatWaitsForAnAnswerHoldsNoMoreThanItSaysOfEach() {
    poolCaps(10_000, 40);
    submit("x");
    AttemptKey attempt = claim().attempt();
    ledger
        .ask(
            new QuestionDraft(
                POOL,
                attempt,
                "r1",
                new Asked(Asked.Kind.PERMISSION, "May it?", "{}", List.of()),
                null,
                null,
                new Reservation(ESTIMATE, 300, 9),
                null))
        .orThrow();
    assertThat(tokens().reserved()).isEqualTo(tokens(300));
    assertThat(poolAccount().turns().reserved()).as("less than is kept").isEqualTo(turns(4));
    assertThat(poolAccount().reserved()).isEqualTo(ESTIMATE);
    assertThat(ledger.extend(attempt, tokens(200)).orThrow()).isEqualTo(tokens(500));
    took(attempt, 400, 2);
    assertThat(tokens().reserved()).isEqualTo(tokens(0));
  }

  // bad input

  @Test
  void aCapBelowWhatIsTakenIsAcceptedAndNothingStartsAnyMore() {
    submit("x");
    took(claim().attempt(), 5_000, 9);
    TaskId next = submit("y");
    ClaimReply.Claimed running = claim();
    poolCaps(100, 1);
    assertThat(tokens().room()).contains(tokens(100 - 5_000 - 1_000));
    took(running.attempt(), 50, 1);
    assertThat(state(next)).isEqualTo(TaskState.COMPLETED);
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("z"))), Refusal.Code.BUDGET_EXHAUSTED);
    poolCaps(null, null);
    submit("z");
    claim();
  }

  @Test
  void whatIsNoCapIsRefused() {
    assertThatThrownBy(() -> counted(0, null)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> counted(null, -1)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> new Limits(null, Long.MAX_VALUE, null))
        .hasMessageContaining("at most");
  }

  @Test
  void countsBeyondAllBoundsOverflowNothing() {
    ledger
        .setCaps(
            POOL, new Caps(new Limits(null, TokenUsage.MOST * 16, Amount.MOST), Limits.NONE, null))
        .orThrow();
    for (int i = 0; i < 4; i++) {
      submit("x" + i);
      TaskResult absurd = took(OutcomeCode.COMPLETED, 1, 1);
      AgentReport.Spent spent = absurd.report().spent();
      TokenUsage all =
          new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
      ledger
          .settle(
              claim().attempt(),
              absurd.withSpent(
                  new AgentReport.Spent(
                      spent.cost(), Integer.MAX_VALUE, all, spent.elapsed(), true)))
          .orThrow();
    }
    assertThat(tokens().spent()).isEqualTo(tokens(4 * 4 * TokenUsage.MOST));
    assertThat(tokens().room()).contains(tokens(0));
    assertThat(ledger.submit(Submission.of(POOL, TaskSpec.of("z"))))
        .isInstanceOf(Reply.Refused.class);
  }
}
