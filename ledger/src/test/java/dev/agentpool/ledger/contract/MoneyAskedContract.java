package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.settings.BudgetExhausted;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Unattended;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A pool at its cap: what is queued waits, and a person is asked, once. */
public abstract class MoneyAskedContract extends LedgerContract {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

  @Override
  protected ClaimRequest request(String... paused) {
    return super.request(paused).when(WhenOut.ASK);
  }

  /** A task that waits behind a pool cap of $1, of which all is spent. */
  private TaskId waiting() {
    caps(usd(1), null, null);
    submit("first");
    TaskId waits = submit("second");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    return waits;
  }

  private List<Question> open() {
    return ledger.questions(
        new QuestionFilter(POOL, null, Set.of(Question.State.OPEN), Integer.MAX_VALUE, 0));
  }

  private Question question() {
    assertThat(open()).hasSize(1);
    return open().getFirst();
  }

  private Question now(Question question) {
    return ledger.question(question.id()).orElseThrow();
  }

  private static Answer said(String words) {
    return new Answer(Answer.Verdict.TEXT, words, null);
  }

  private Question answer(String words) {
    return ledger.answer(question().id(), said(words), "ada").orThrow();
  }

  @Test
  void whatIsQueuedWaitsAndThePoolHasOneQuestion() {
    TaskId waits = waiting();
    assertThat(state(waits)).isEqualTo(TaskState.PENDING);
    assertThat(task(waits).reason()).contains("waits for money", "$1.00", "agentpool inbox");
    assertThat(task(waits).reason())
        .contains(
            "spent $1.00", "needs $1.50 (estimated)", "agentpool budget set --pool-usd AMOUNT");
    assertThat(ledger.queued(Set.of(waits)))
        .containsExactly(Map.entry(waits, new InQueue(true, false, Money.ZERO)));
    Question question = question();
    assertThat(question.asked().kind()).isEqualTo(Asked.Kind.MONEY);
    assertThat(question.attempt()).isNull();
    assertThat(question.asked().title()).contains("demo", "$1.00", "spent $1.00");
    assertThat(question.asked().options())
        .containsExactly("raise 1.00", "raise 1.00 today", "drop");
    claimNothing();
    claimNothing();
    assertThat(question()).isEqualTo(question);
    assertThat(ledger.waiting(POOL))
        .containsExactly(new Waiting(true, "", "", 1, 0, Money.ZERO, usd(1)));
  }

  @Test
  void aSmallerTaskIsNotHeldUpByManyThatWaitForMoney() {
    caps(usd(1), null, null);
    submit("first");
    List<Submission.Node> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(
          new Submission.Node(
              TaskSpec.of("p" + i).withCap(usd(0.9)).withOrdering(new Ordering(5, null)),
              List.of(),
              List.of()));
    }
    ClaimReply.Claimed first = claim();
    ledger.submit(new Submission(POOL, many, null, null)).orThrow();
    TaskId small = submit(TaskSpec.of("small").withCap(usd(0.1)));
    settle(first.attempt(), OutcomeCode.COMPLETED, 0.5);
    assertThat(claimNothing().wakeAt()).isEqualTo(ledger.now());
    assertThat(claim().task().id()).isEqualTo(small);
    assertThat(open()).hasSize(1);
    assertThat(ledger.counts(POOL)).containsEntry(TaskState.PENDING, 300L);
  }

  @Test
  void whatComesToAPoolThatHasNothingLeftWaitsByWordAndIsRefusedElse() {
    caps(usd(1), null, null);
    submit("first");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    Submission plain = Submission.of(POOL, TaskSpec.of("second").withCap(usd(0.5)));
    assertRefused(
        ledger.submit(plain), Refusal.Code.BUDGET_EXHAUSTED, "budget_exhausted = \"ask\"");
    Settings ask = Settings.EMPTY.with(SettingKeys.BUDGET_EXHAUSTED, BudgetExhausted.ASK);
    Settings fail = Settings.EMPTY.with(SettingKeys.BUDGET_EXHAUSTED, BudgetExhausted.FAIL);
    assertRefused(
        ledger.submit(Submission.of(POOL, TaskSpec.of("x").withSettings(fail)).waiting(true)),
        Refusal.Code.BUDGET_EXHAUSTED);
    TaskId byPool = ledger.submit(plain.waiting(true)).orThrow().getFirst();
    TaskId byTask = submit(TaskSpec.of("third").withSettings(ask));
    claimNothing();
    for (TaskId waits : List.of(byPool, byTask)) {
      assertThat(task(waits).reason()).contains("waits for money");
    }
    answer("raise 2");
    assertThat(claim().task().id()).isEqualTo(byPool);
    assertThat(claim().task().id()).isEqualTo(byTask);
  }

  @Test
  void whereNobodyIsAskedAnyMoreWhatWaitsFailsAndWhatSaysAskItselfWaitsOn() {
    caps(usd(1), null, null);
    Settings ask = Settings.EMPTY.with(SettingKeys.BUDGET_EXHAUSTED, BudgetExhausted.ASK);
    submit("first");
    TaskId fails = submit("second");
    TaskId waits = submit(TaskSpec.of("third").withSettings(ask));
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    Question question = question();
    ClaimRequest nobody = request().when(WhenOut.FAIL);
    ClaimReply.Nothing again = (ClaimReply.Nothing) ledger.claim(nobody);
    assertThat(again.wakeAt()).as("it comes again at once").isEqualTo(ledger.now());
    ClaimReply.Nothing after = (ClaimReply.Nothing) ledger.claim(nobody);
    assertThat(after.wakeAt()).as("and then not again and again").isNull();
    assertThat(state(fails)).isEqualTo(TaskState.FAILED);
    assertThat(task(fails).reason()).contains("budget exhausted", "--pool-usd");
    assertThat(state(waits)).isEqualTo(TaskState.PENDING);
    assertThat(question()).as("it still waits for its answer").isEqualTo(question);
    ledger.cancel(waits, "not needed").orThrow();
    ledger.claim(nobody);
    assertThat(open()).isEmpty();
    assertThat(now(question).state()).isEqualTo(Question.State.VOID);
  }

  @Test
  void aRaiseForGoodIsACapAndLetsThemGoOn() {
    TaskId waits = waiting();
    Question answered = answer("raise 0.5");
    assertThat(answered.state()).isEqualTo(Question.State.DELIVERED);
    assertThat(ledger.pools().getFirst().caps().pool()).isEqualTo(usd(1.5));
    assertThat(task(waits).reason()).isEmpty();
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.task().id()).isEqualTo(waits);
    assertThat(claimed.reserved()).isEqualTo(usd(0.5));
    assertRefused(
        ledger.answer(answered.id(), said("raise 9"), "bob"),
        Refusal.Code.QUESTION_ANSWERED,
        "already answered by ada");
    assertThat(poolAccount().cap()).isEqualTo(usd(1.5));
  }

  @Test
  void aRaiseForTodayEndsWithTheDay() {
    TaskId waits = waiting();
    answer("raise $2 for today");
    assertThat(ledger.pools().getFirst().caps().pool()).isEqualTo(usd(1));
    assertThat(poolAccount().cap()).isEqualTo(usd(3));
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.task().id()).isEqualTo(waits);
    settle(claimed.attempt(), OutcomeCode.COMPLETED, 0.1);
    TaskId later = submit("third");
    clock.set(MIDNIGHT.plusSeconds(1));
    assertThat(poolAccount().cap()).as("told before anything moves").isEqualTo(usd(1));
    claimNothing();
    assertThat(poolAccount().cap()).isEqualTo(usd(1));
    assertThat(state(later)).isEqualTo(TaskState.PENDING);
    assertThat(question().asked().title()).contains("$1.00");
  }

  @Test
  void aRaiseForGoodAfterOneForTodayGoesOnFromWhatWasShown() {
    waiting();
    answer("raise 1 today");
    TaskId third = submit("third");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    assertThat(question().asked().title()).contains("$2.00");
    answer("raise 1");
    assertThat(ledger.pools().getFirst().caps().pool()).isEqualTo(usd(3));
    assertThat(claim().task().id()).isEqualTo(third);
  }

  @Test
  void whatIsDroppedFailsWithThatReasonAndItsDependentsToo() {
    caps(usd(1), null, null);
    submit("first");
    TaskId waits = submit("second");
    TaskId dependent = submitAll(after(TaskSpec.of("third"), waits)).getFirst();
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    Question answered = ledger.answer(question().id(), Answer.no("not today"), "ada").orThrow();
    assertThat(answered.state()).isEqualTo(Question.State.DELIVERED);
    assertThat(state(waits)).isEqualTo(TaskState.FAILED);
    assertThat(task(waits).result().outcome().code()).isEqualTo(OutcomeCode.BUDGET_EXHAUSTED);
    assertThat(task(waits).reason()).contains("dropped by ada", "not today");
    assertThat(state(dependent)).isEqualTo(TaskState.FAILED);
    assertThat(poolAccount().cap()).isEqualTo(usd(1));
    claimNothing();
    assertThat(open()).isEmpty();
  }

  @Test
  void anAnswerThatIsNoneIsRefusedAndTheQuestionStaysOpen() {
    waiting();
    for (Answer none :
        List.of(
            Answer.yes(),
            said("raise"),
            said("raise 0"),
            said("raise -1"),
            said("raise all"),
            said("ok"))) {
      assertRefused(
          ledger.answer(question().id(), none, "ada"),
          Refusal.Code.INVALID,
          "raise AMOUNT",
          "drop");
    }
    assertThat(poolAccount().cap()).isEqualTo(usd(1));
  }

  @Test
  void aRaiseThatIsTooLittleIsAskedAboutAgain() {
    caps(usd(1), null, null);
    submit("first");
    ClaimReply.Claimed first = claim();
    TaskId big = submit(TaskSpec.of("big").withCap(usd(0.7)));
    settle(first.attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    Question before = question();
    answer("raise 0.2");
    claimNothing();
    assertThat(question().id()).isNotEqualTo(before.id());
    assertThat(state(big)).isEqualTo(TaskState.PENDING);
    answer("raise 0.5");
    assertThat(claim().reserved()).isEqualTo(usd(0.7));
  }

  @Test
  void changedCapsMakeTheQuestionVoid() {
    TaskId waits = waiting();
    Question question = question();
    caps(usd(5), null, null);
    assertThat(now(question).state()).isEqualTo(Question.State.VOID);
    assertThat(now(question).reason()).contains("caps were changed");
    assertRefused(ledger.answer(question.id(), said("raise 1"), "ada"), Refusal.Code.QUESTION_VOID);
    assertThat(poolAccount().cap()).isEqualTo(usd(5));
    assertThat(claim().task().id()).isEqualTo(waits);
  }

  @Test
  void theQuestionIsVoidWhenWhatWaitedIsGone() {
    TaskId waits = waiting();
    Question question = question();
    ledger.cancel(waits, "not needed").orThrow();
    claimNothing();
    assertThat(now(question).state()).isEqualTo(Question.State.VOID);
    assertThat(now(question).reason()).contains("no task waits");
  }

  @Test
  void aDeadlineDropsWhatWaits() {
    caps(usd(1), null, null);
    submit("first");
    TaskId waits = submit("second");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    ledger.claim(request().when(new WhenOut(true, Duration.ofMinutes(10))));
    assertThat(question().deadline()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    assertThat(ledger.lapse()).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(ledger.lapse()).hasSize(1);
    assertThat(state(waits)).isEqualTo(TaskState.FAILED);
    assertThat(task(waits).reason()).contains("its deadline", "nobody answered within 600 s");
  }

  @Test
  void aTasksOwnSettingComesBeforeItsPools() {
    caps(usd(1), null, null);
    submit("first");
    TaskId fails = submit(with(SettingsOf.FAIL));
    TaskId denied = submit(with(SettingsOf.NOBODY));
    TaskId waits = submit("second");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    assertThat(state(fails)).isEqualTo(TaskState.FAILED);
    assertThat(task(fails).reason()).contains("budget exhausted", "--pool-usd");
    assertThat(state(denied)).isEqualTo(TaskState.FAILED);
    assertThat(state(waits)).isEqualTo(TaskState.PENDING);
  }

  private static final class SettingsOf {
    static final Settings FAIL =
        Settings.EMPTY.with(SettingKeys.BUDGET_EXHAUSTED, BudgetExhausted.FAIL);
    static final Settings NOBODY = Settings.EMPTY.with(SettingKeys.UNATTENDED, Unattended.DENY);
  }

  private static TaskSpec with(Settings settings) {
    return TaskSpec.of("own").withSettings(settings);
  }

  @Test
  void aTasksOwnCapAndItsPlansAreNotAskedAbout() {
    TaskId id = submit(TaskSpec.of("x").withCap(usd(0.5)));
    ClaimReply.Claimed claimed = claim();
    ledger
        .settle(
            claimed.attempt(),
            TaskResult.withoutAgent(Outcome.of(OutcomeCode.SUSPENDED, "later"))
                .withCost(Cost.known(usd(0.5))))
        .orThrow();
    claimNothing();
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
    assertThat(open()).isEmpty();
  }

  @Test
  void aDaysCapIsAskedAboutAndWhatWaitsGoesOnTheNextDayInAnyCase() {
    caps(null, usd(0.5), null);
    submit("first");
    TaskId waits = submit("second");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.5);
    assertThat(claimNothing().wakeAt())
        .isEqualTo(ledger.now().isBefore(MIDNIGHT) ? MIDNIGHT : null);
    Question question = question();
    assertThat(question.asked().title()).contains("today's cap", "$0.50");
    assertThat(task(waits).notBefore()).isEqualTo(MIDNIGHT);
    clock.set(MIDNIGHT);
    assertThat(claim().task().id()).isEqualTo(waits);
    claimNothing();
    assertThat(now(question).state()).isEqualTo(Question.State.VOID);
    assertThat(now(question).reason()).contains("the day is over");
  }

  @Test
  void aDaysCapIsRaisedForTodayOrForGood() {
    caps(null, usd(0.5), null);
    submit("first");
    TaskId waits = submit("second");
    TaskId third = submit("third");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.5);
    claimNothing();
    answer("raise 0.25 today");
    assertThat(ledger.pools().getFirst().caps().day()).isEqualTo(usd(0.5));
    ClaimReply.Claimed second = claim();
    assertThat(second.task().id()).isEqualTo(waits);
    assertThat(second.reserved()).isEqualTo(usd(0.25));
    settle(second.attempt(), OutcomeCode.COMPLETED, 0.25);
    claimNothing();
    answer("raise 0.25");
    assertThat(ledger.pools().getFirst().caps().day()).isEqualTo(usd(1));
    assertThat(claim().task().id()).isEqualTo(third);
  }

  @Test
  void anAnswerToYesterdaysQuestionChangesNothing() {
    caps(null, usd(0.5), null);
    submit("first");
    TaskId waits = submit("second");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.5);
    claimNothing();
    clock.set(MIDNIGHT);
    assertRefused(
        ledger.answer(question().id(), said("drop"), "ada"), Refusal.Code.QUESTION_VOID, "day");
    assertThat(state(waits)).isEqualTo(TaskState.PENDING);
    assertThat(claim().task().id()).isEqualTo(waits);
  }

  @Test
  void ofALaneTheTaskThatWaitsForMoneyKeepsItsPlace() {
    caps(usd(1), null, null);
    submit("first");
    TaskId one = submit(TaskSpec.of("one").withOrdering(new Ordering(0, "lane")));
    TaskId two = submit(TaskSpec.of("two").withOrdering(new Ordering(0, "lane")));
    settle(claim().attempt(), OutcomeCode.COMPLETED, 1);
    claimNothing();
    answer("raise 1");
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.task().id()).isEqualTo(one);
    claimNothing();
    settle(claimed.attempt(), OutcomeCode.COMPLETED, 0.1);
    assertThat(claim().task().id()).isEqualTo(two);
  }

  @Test
  void anUnknownCostThatBecameKnownMakesRoomAgain() {
    caps(usd(1), null, null);
    submit(TaskSpec.of("first").withCap(usd(1)));
    TaskId waits = submit("second");
    AttemptKey first = claim().attempt();
    ledger
        .settle(
            first,
            TaskResult.withoutAgent(Outcome.of(OutcomeCode.AGENT_ERROR, "gone"))
                .withCost(new Cost.Unknown(usd(0.1))))
        .orThrow();
    claimNothing();
    Question question = question();
    ledger.settle(first, result(OutcomeCode.AGENT_ERROR, 0.2));
    assertThat(claim().task().id()).isEqualTo(waits);
    claimNothing();
    assertThat(now(question).state()).isEqualTo(Question.State.VOID);
  }

  @Test
  void ofManyAnswersAtOnceOneRaisesTheCap() throws Exception {
    waiting();
    Question question = question();
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String who = "person-" + i;
        answers.add(
            people.submit(() ->
                ledger.answer(question.id(), said("raise 1"), who)
                    instanceof dev.agentpool.ledger.Reply.Done));
      }
      int done = 0;
      for (Future<Boolean> answer : answers) {
        done += answer.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
    assertThat(poolAccount().cap()).isEqualTo(usd(2));
  }
}
