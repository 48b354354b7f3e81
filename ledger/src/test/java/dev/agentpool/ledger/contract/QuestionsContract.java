package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Questions: asked once, answered once, and waited for by nobody when their agent has ended. */
public abstract class QuestionsContract extends LedgerContract {
  private static final Asked MAY_WRITE =
      new Asked(Asked.Kind.PERMISSION, "May it write a.txt?", "{\"tool\":\"Write\"}", List.of());

  private AttemptKey running() {
    submit("work");
    return claim().task().attempt();
  }

  private static QuestionDraft draft(@Nullable AttemptKey attempt, String request, Asked asked) {
    return new QuestionDraft(POOL, attempt, request, asked, null, null, null);
  }

  private Question ask(AttemptKey attempt, String request) {
    return ledger.ask(draft(attempt, request, MAY_WRITE)).orThrow();
  }

  private Question.State stateOf(Question question) {
    return now(question).state();
  }

  private Question now(Question question) {
    return ledger.question(question.id()).orElseThrow();
  }

  @Test
  void aQuestionIsAskedAnsweredAndDelivered() {
    AttemptKey attempt = running();
    Question asked = ask(attempt, "r1");
    assertThat(asked.state()).isEqualTo(Question.State.OPEN);
    assertThat(asked.attempt()).isEqualTo(attempt);
    assertThat(asked.askedAt()).isEqualTo(START);
    assertThat(now(asked)).isEqualTo(asked);
    clock.advance(Duration.ofMinutes(3));
    Answer answer = new Answer(Answer.Verdict.YES, "go on", "{\"file\":\"b.txt\"}");
    Question answered = ledger.answer(asked.id(), answer, "ada").orThrow();
    assertThat(answered.given())
        .isEqualTo(new Question.Given(answer, "ada", START.plus(Duration.ofMinutes(3))));
    assertThat(now(asked)).isEqualTo(answered);
    Question delivered = ledger.delivered(asked.id()).orThrow();
    assertThat(delivered.state()).isEqualTo(Question.State.DELIVERED);
    assertThat(ledger.delivered(asked.id()).orThrow()).isEqualTo(delivered);
    assertThat(now(asked)).isEqualTo(delivered);
  }

  @Test
  void aYesToAPermissionMayHoldForAWhile() {
    for (Answer.Lasting lasting :
        List.of(
            new Answer.Lasting(Duration.ofHours(1), false),
            new Answer.Lasting(Duration.ofSeconds(90), true),
            Answer.Lasting.session())) {
      Question asked = ask(running(), "r1");
      Answer answer = new Answer(Answer.Verdict.YES, "", null, lasting);
      Question answered = ledger.answer(asked.id(), answer, "ada").orThrow();
      assertThat(answered.given().answer()).isEqualTo(answer);
      assertThat(now(asked)).isEqualTo(answered);
    }
  }

  @Test
  void nothingElseIsAnsweredForAWhileAndStaysOpen() {
    Answer hour =
        new Answer(Answer.Verdict.YES, "", null, new Answer.Lasting(Duration.ofHours(1), false));
    Asked words = new Asked(Asked.Kind.AGENT, "Which colour?", "{}", List.of("red"));
    Question asked = ledger.ask(draft(running(), "r1", words)).orThrow();
    assertRefused(
        ledger.answer(asked.id(), hour, "ada"),
        Refusal.Code.INVALID,
        "only a permission can be given for a while",
        asked.id().value());
    Asked plan = new Asked(Asked.Kind.PLAN, "As planned?", "{}", List.of());
    Question ours = ledger.ask(draft(null, "r2", plan)).orThrow();
    assertRefused(ledger.answer(ours.id(), hour, "ada"), Refusal.Code.INVALID, "plan");
    assertThat(stateOf(asked)).isEqualTo(Question.State.OPEN);
    assertThat(stateOf(ours)).isEqualTo(Question.State.OPEN);
  }

  @Test
  void theFirstAnswerWinsAndTheSecondIsToldSo() {
    Question asked = ask(running(), "r1");
    ledger.answer(asked.id(), Answer.no("not that file"), "ada").orThrow();
    Reply<Question> second = ledger.answer(asked.id(), Answer.yes(), "bob");
    assertRefused(
        second, Refusal.Code.QUESTION_ANSWERED, "already answered by ada", "not that file");
    ledger.delivered(asked.id()).orThrow();
    assertRefused(
        ledger.answer(asked.id(), Answer.yes(), "bob"), Refusal.Code.QUESTION_ANSWERED, "ada");
  }

  @Test
  void ofManyWhoAnswerAtOnceExactlyOneIsHeard() throws Exception {
    Question asked = ask(running(), "r1");
    List<Future<Reply<Question>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String who = "person-" + i;
        answers.add(threads.submit(() -> ledger.answer(asked.id(), Answer.yes(), who)));
      }
    }
    long heard = 0;
    for (Future<Reply<Question>> answer : answers) {
      heard += answer.get() instanceof Reply.Done ? 1 : 0;
    }
    assertThat(heard).isEqualTo(1);
  }

  @Test
  void whatComesTwiceUnderOneNameIsOneQuestion() {
    AttemptKey attempt = running();
    Question asked = ask(attempt, "r1");
    assertThat(ask(attempt, "r1")).isEqualTo(asked);
    Question answered = ledger.answer(asked.id(), Answer.yes(), "ada").orThrow();
    assertThat(ask(attempt, "r1")).isEqualTo(answered);
    assertThat(ask(attempt, "r2").id()).isNotEqualTo(asked.id());
    assertThat(ledger.count(QuestionFilter.open(0))).isEqualTo(1);
  }

  @Test
  void aRenewedQuestionNeverInheritsAnOldAnswer() {
    AttemptKey attempt = running();
    Question first = ask(attempt, "r1");
    ledger.answer(first.id(), Answer.yes(), "ada").orThrow();
    Asked other =
        new Asked(Asked.Kind.PERMISSION, MAY_WRITE.title(), "{\"tool\":\"Bash\"}", List.of());
    Question renewed = ledger.ask(draft(attempt, "r1", other)).orThrow();
    assertThat(renewed.id()).isNotEqualTo(first.id());
    assertThat(renewed.state()).isEqualTo(Question.State.OPEN);
    assertThat(renewed.given()).isNull();
    assertThat(stateOf(first)).isEqualTo(Question.State.VOID);
    assertThat(now(first).reason()).contains("asked anew");
    assertThat(ledger.ask(draft(attempt, "r1", other)).orThrow()).isEqualTo(renewed);
  }

  private QuestionDraft redacted(AttemptKey attempt, String shown, @Nullable String fingerprint) {
    Asked asked =
        new Asked(Asked.Kind.PERMISSION, shown, "{\"command\":\"[REDACTED]\"}", List.of());
    return new QuestionDraft(POOL, attempt, "r1", asked, null, null, null, fingerprint);
  }

  @Test
  void twoThatDifferOnlyInWhatWasRedactedAreTwo() {
    AttemptKey attempt = running();
    Question first = ledger.ask(redacted(attempt, "login [REDACTED]", "one")).orThrow();
    assertThat(first.fingerprint()).isEqualTo("one");
    assertThat(now(first)).isEqualTo(first);
    ledger.answer(first.id(), Answer.yes(), "ada").orThrow();
    Question other = ledger.ask(redacted(attempt, "login [REDACTED]", "two")).orThrow();
    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(other.state()).isEqualTo(Question.State.OPEN);
    assertThat(stateOf(first)).isEqualTo(Question.State.VOID);
  }

  @Test
  void oneThatIsRedactedOtherwiseByNowIsStillTheSame() {
    AttemptKey attempt = running();
    Question first = ledger.ask(redacted(attempt, "login ACME-1", "one")).orThrow();
    assertThat(ledger.ask(redacted(attempt, "login [REDACTED]", "one")).orThrow()).isEqualTo(first);
  }

  @Test
  void oneOfAnEarlierVersionIsKnownByItsText() {
    AttemptKey attempt = running();
    Question first = ledger.ask(redacted(attempt, "login", null)).orThrow();
    assertThat(ledger.ask(redacted(attempt, "login", "one")).orThrow()).isEqualTo(first);
    assertThat(ledger.ask(redacted(attempt, "logout", "two")).orThrow().id())
        .isNotEqualTo(first.id());
  }

  @Test
  void whenItsAttemptEndsNobodyWaitsForAnAnswer() {
    AttemptKey attempt = running();
    Question open = ask(attempt, "r1");
    Question answered = ask(attempt, "r2");
    Question delivered = ask(attempt, "r3");
    ledger.answer(answered.id(), Answer.yes(), "ada").orThrow();
    ledger.answer(delivered.id(), Answer.yes(), "ada").orThrow();
    ledger.delivered(delivered.id()).orThrow();
    complete(attempt);
    assertThat(stateOf(open)).isEqualTo(Question.State.VOID);
    assertThat(stateOf(answered)).isEqualTo(Question.State.VOID);
    assertThat(stateOf(delivered)).isEqualTo(Question.State.DELIVERED);
    assertRefused(
        ledger.answer(open.id(), Answer.yes(), "bob"),
        Refusal.Code.QUESTION_VOID,
        "its attempt has ended");
    assertRefused(ledger.delivered(answered.id()), Refusal.Code.QUESTION_VOID);
  }

  @Test
  void aCancelledTaskAsksNothingThoughItsAgentHasNotEndedYet() {
    AttemptKey attempt = running();
    Question open = ask(attempt, "r1");
    ledger.cancel(attempt.task(), "no longer wanted").orThrow();
    assertThat(now(open).reason()).contains("no longer wanted");
    assertRefused(ledger.ask(draft(attempt, "r2", MAY_WRITE)), Refusal.Code.STALE_ATTEMPT);
    ledger.settle(attempt, result(OutcomeCode.INTERRUPTED, 0.02));
    assertThat(stateOf(open)).isEqualTo(Question.State.VOID);
  }

  @Test
  void aNodeThatIsGoneAsksNothing() {
    AttemptKey attempt = running();
    Question open = ask(attempt, "r1");
    clock.advance(LEASE.plusSeconds(1));
    assertThat(ledger.expire()).containsExactly(attempt);
    assertThat(now(open).reason()).contains("lease");
  }

  @Test
  void anAttemptThatIsPutBackAsksNothing() {
    AttemptKey attempt = running();
    Question open = ask(attempt, "r1");
    ledger.putBack(attempt, "the daemon stops", null).orThrow();
    assertThat(stateOf(open)).isEqualTo(Question.State.VOID);
  }

  @Test
  void whoTakesAQuestionBackSaysWhy() {
    Question open = ask(running(), "r1");
    assertThat(ledger.withdraw(open.id(), "the agent went on").orThrow().state())
        .isEqualTo(Question.State.VOID);
    assertThat(ledger.withdraw(open.id(), "again").orThrow().reason())
        .isEqualTo("the agent went on");
  }

  @Test
  void aDeadlineAnswersAsItWasSaid() {
    Instant soon = START.plus(Duration.ofMinutes(5));
    Instant later = START.plus(Duration.ofMinutes(9));
    AttemptKey attempt = running();
    Question first =
        ledger
            .ask(
                new QuestionDraft(
                    POOL, attempt, "r1", MAY_WRITE, later, Answer.no("nobody answered"), null))
            .orThrow();
    Question second =
        ledger
            .ask(new QuestionDraft(POOL, null, null, MAY_WRITE, soon, Answer.yes(), null))
            .orThrow();
    ask(attempt, "r3");
    assertThat(ledger.nextDeadline()).contains(soon);
    assertThat(ledger.lapse()).isEmpty();
    clock.advance(Duration.ofMinutes(5));
    assertThat(ledger.lapse()).extracting(Question::id).containsExactly(second.id());
    assertThat(ledger.lapse()).isEmpty();
    assertThat(ledger.nextDeadline()).contains(later);
    clock.advance(Duration.ofMinutes(5));
    assertThat(ledger.lapse()).extracting(Question::id).containsExactly(first.id());
    assertThat(ledger.nextDeadline()).isEmpty();
    assertThat(now(first).given().by()).isEqualTo("its deadline");
    assertThat(now(first).given().answer()).isEqualTo(Answer.no("nobody answered"));
    assertRefused(ledger.answer(first.id(), Answer.yes(), "ada"), Refusal.Code.QUESTION_ANSWERED);
  }

  @Test
  void whileItWaitsItsMoneyIsAnothersAndComesBackByAskingForIt() {
    caps(usd(0.30), null, null);
    AttemptKey attempt = running(); // holds 0.25
    assertThat(poolAccount().reserved()).isEqualTo(ESTIMATE);
    Money keep = usd(0.10);
    ledger.ask(new QuestionDraft(POOL, attempt, "r1", MAY_WRITE, null, null, keep)).orThrow();
    assertThat(poolAccount().reserved()).isEqualTo(keep);
    assertThat(dayAccount().reserved()).isEqualTo(keep);
    assertThat(kinds(attempt.task())).contains(JournalKind.RESERVATION_SHRUNK);
    ledger.ask(new QuestionDraft(POOL, attempt, "r2", MAY_WRITE, null, null, usd(0.20))).orThrow();
    assertThat(poolAccount().reserved()).isEqualTo(keep);
    assertThat(ledger.extend(attempt, usd(0.15)).orThrow()).isEqualTo(ESTIMATE);
    settle(attempt, OutcomeCode.COMPLETED, 0.22);
    assertThat(poolAccount().reserved()).isEqualTo(Money.ZERO);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.22));
  }

  @Test
  void whatIsUnknownIsSaidToBe() {
    QuestionId nobodys = new QuestionId("question-00");
    assertThat(ledger.question(nobodys)).isEmpty();
    assertRefused(
        ledger.answer(nobodys, Answer.yes(), "ada"),
        Refusal.Code.QUESTION_NOT_FOUND,
        "question-00");
    assertRefused(ledger.delivered(nobodys), Refusal.Code.QUESTION_NOT_FOUND);
    assertRefused(ledger.withdraw(nobodys, ""), Refusal.Code.QUESTION_NOT_FOUND);
    assertRefused(
        ledger.ask(
            new QuestionDraft(
                new PoolId("other-00000000"), null, null, MAY_WRITE, null, null, null)),
        Refusal.Code.POOL_NOT_FOUND);
    AttemptKey over = running();
    complete(over);
    assertRefused(ledger.ask(draft(over, "r1", MAY_WRITE)), Refusal.Code.STALE_ATTEMPT);
    Question open = ask(running(), "r1");
    assertRefused(ledger.delivered(open.id()), Refusal.Code.WRONG_STATE);
  }

  @Test
  void anAgentThatFloodsIsStopped() {
    AttemptKey attempt = running();
    for (int i = 0; i < 100; i++) {
      ask(attempt, "r" + i);
    }
    assertRefused(
        ledger.ask(draft(attempt, "one more", MAY_WRITE)), Refusal.Code.INVALID, "100 answers");
    assertThat(ask(attempt, "r7").requestId()).isEqualTo("r7");
  }

  @Test
  void questionsAreListedInTheirOrderByPoolTaskAndState() {
    PoolId other = new PoolId("other-00000000");
    ledger.openPool(new PoolRecord(other, "other", "/tmp/other", Caps.NONE));
    AttemptKey one = running();
    Question first = ask(one, "r1");
    Question second =
        ledger.ask(new QuestionDraft(other, null, null, MAY_WRITE, null, null, null)).orThrow();
    AttemptKey two = running();
    Question third = ask(two, "r1");
    ledger.answer(first.id(), Answer.yes(), "ada").orThrow();
    assertThat(ids(new QuestionFilter(null, null, Set.of(), 10, 0)))
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(ids(new QuestionFilter(null, null, Set.of(), 1, 1))).containsExactly(second.id());
    assertThat(ids(QuestionFilter.open(10))).containsExactly(second.id(), third.id());
    assertThat(ids(new QuestionFilter(POOL, null, Set.of(Question.State.OPEN), 10, 0)))
        .containsExactly(third.id());
    assertThat(ids(new QuestionFilter(null, one.task(), Set.of(), 10, 0)))
        .containsExactly(first.id());
    assertThat(ledger.count(new QuestionFilter(other, null, Set.of(), 0, 0))).isEqualTo(1);
  }

  private List<QuestionId> ids(QuestionFilter filter) {
    return ledger.questions(filter).stream().map(Question::id).toList();
  }

  @Test
  void oddTextsAreKeptAsTheyAre() {
    Asked odd =
        new Asked(
            Asked.Kind.AGENT, "ünï 🙂 'quoted' ?", "{\"a\":\"\\u0000 🙂\"}", List.of("a, b", ""));
    Question asked = ledger.ask(draft(running(), "r 'x' 🙂", odd)).orThrow();
    Answer answer = new Answer(Answer.Verdict.TEXT, "line\nline 🙂", null);
    ledger.answer(asked.id(), answer, "o'neil").orThrow();
    assertThat(now(asked).asked()).isEqualTo(odd);
    assertThat(now(asked).given().answer()).isEqualTo(answer);
    assertThat(now(asked).given().by()).isEqualTo("o'neil");
  }

  @Test
  void theJournalSaysWhichQuestionItIs() {
    long before = ledger.lastSequence();
    Question asked = ledger.ask(draft(null, "none", MAY_WRITE)).orThrow();
    ledger.answer(asked.id(), Answer.yes(), "ada").orThrow();
    ledger.delivered(asked.id()).orThrow();
    Question taken = ledger.ask(draft(null, "none", MAY_WRITE)).orThrow();
    ledger.withdraw(taken.id(), "so").orThrow();
    assertThat(ledger.journal(before, 100))
        .extracting(entry -> entry.kind() + " " + entry.subject())
        .containsExactly(
            JournalKind.QUESTION_ASKED + " " + new Subject.OfQuestion(asked.id()),
            JournalKind.QUESTION_ANSWERED + " " + new Subject.OfQuestion(asked.id()),
            JournalKind.QUESTION_DELIVERED + " " + new Subject.OfQuestion(asked.id()),
            JournalKind.QUESTION_ASKED + " " + new Subject.OfQuestion(taken.id()),
            JournalKind.QUESTION_VOID + " " + new Subject.OfQuestion(taken.id()));
  }
}
