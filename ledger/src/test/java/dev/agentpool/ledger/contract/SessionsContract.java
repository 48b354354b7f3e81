package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Live sessions: a seat, spoken to in turns that are tasks, ended once with all of them. */
public abstract class SessionsContract extends LedgerContract {
  private static final Settings OURS = Settings.EMPTY.with(SettingKeys.MODEL, "m1");

  private static SessionDraft draft(String prompt, @Nullable String key) {
    return new SessionDraft(
        POOL, TaskSpec.of(prompt).withSettings(OURS), "coord_1", "{}", null, null, 4, key);
  }

  private LiveSession open(String prompt) {
    return ledger.openSession(draft(prompt, null)).orThrow();
  }

  private LiveSession now(LiveSession session) {
    return ledger.session(session.id()).orElseThrow();
  }

  private TaskState stateOf(TaskId task) {
    return ledger.task(task).orElseThrow().state();
  }

  @Test
  void aSessionIsOpenedWithItsFirstTurnInASeatOfItsOwn() {
    LiveSession session = open("look around");
    assertThat(session.id().value()).matches("ap_[0-9a-f]{12}");
    assertThat(session.createdAt()).isEqualTo(START);
    assertThat(session.settings()).isEqualTo(OURS);
    assertThat(session.lives()).isTrue();
    assertThat(now(session)).isEqualTo(session);
    TaskRecord first = ledger.task(session.firstTurn()).orElseThrow();
    assertThat(first.spec().ordering().slot()).isEqualTo(session.id().value());
    assertThat(first.spec().settings()).isEqualTo(OURS);
    assertThat(ledger.openTurns(Set.of(session.id()))).containsExactly(first);
    assertThat(ledger.tasks(Set.of(first.id()))).containsEntry(first.id(), first);
  }

  @Test
  void itsTurnsAreTakenInTheirOrderAndByNoOtherSlot() {
    LiveSession session = open("one");
    TaskId second =
        ledger.sendTurn(session.id(), TaskSpec.of("two").withSettings(OURS), null).orThrow();
    assertThat(now(session).turnsSent()).isEqualTo(1);
    assertThat(now(session).lastTurn()).isEqualTo(second);
    assertThat(now(session).firstTurn()).isEqualTo(session.firstTurn());
    assertThat(ledger.openTurns(Set.of(session.id())))
        .extracting(TaskRecord::id)
        .containsExactly(session.firstTurn(), second);
    assertThat(ledger.pinnedSlots(POOL)).containsExactly(session.id().value());
  }

  @Test
  void oneThatHasToWaitIsNotOvertaken() {
    LiveSession session = open("one");
    TaskId second = ledger.sendTurn(session.id(), TaskSpec.of("two"), null).orThrow();
    TaskRecord first = claimIn(session).orElseThrow();
    assertThat(first.id()).isEqualTo(session.firstTurn());
    ledger.putBack(first.attempt(), "later", START.plusSeconds(60)).orThrow();
    assertThat(claimIn(session)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(claimIn(session).orElseThrow().id()).isEqualTo(session.firstTurn());
    assertThat(claimIn(session)).isEmpty();
    assertThat(stateOf(second)).isEqualTo(TaskState.PENDING);
  }

  private Optional<TaskRecord> claimIn(LiveSession session) {
    ClaimReply reply =
        ledger.claim(new HandCrankedNode(ledger, POOL, "node").request(session.id().value()));
    return reply instanceof ClaimReply.Claimed claimed
        ? Optional.of(claimed.task())
        : Optional.empty();
  }

  /** A word that is said while its first turn runs. */
  private Word into(LiveSession session, String text) {
    return ledger
        .sayInto(session.id(), TaskSpec.of(text).withSettings(OURS), "p", null)
        .orThrow()
        .orElseThrow();
  }

  private List<String> openPrompts(LiveSession session) {
    return ledger.openTurns(Set.of(session.id())).stream()
        .map(turn -> turn.spec().prompt().text())
        .toList();
  }

  private List<String> waiting(LiveSession session) {
    return Words.to(session.id(), POOL, ledger).stream().map(Word::text).toList();
  }

  private static TaskResult done() {
    return TaskResult.withoutAgent(Outcome.COMPLETED);
  }

  @Test
  void nothingIsSaidIntoATurnThatDoesNotRunOrThatAnotherWaitsBehind() {
    LiveSession session = open("one");
    assertThat(ledger.sayInto(session.id(), TaskSpec.of("two"), "p", null).orThrow()).isEmpty();
    claimIn(session).orElseThrow();
    ledger.sendTurn(session.id(), TaskSpec.of("two"), null).orThrow();
    assertThat(ledger.sayInto(session.id(), TaskSpec.of("three"), "p", null).orThrow()).isEmpty();
    assertThat(now(session).turnsSent()).isEqualTo(1);
  }

  @Test
  void whatItsTurnHasNotHeardIsItsNextTurnsInTheSameMove() {
    LiveSession session = open("one");
    TaskRecord first = claimIn(session).orElseThrow();
    Word two = into(session, "two");
    into(session, "three\nwith a second line");
    Word four = into(session, "four");
    assertThat(now(session).turnsSent()).isEqualTo(3);
    assertThat(two.id()).isNotEqualTo(four.id());
    Words.SPACE.in(ledger).remove(POOL, Words.key(two)); // it was heard
    ledger.settle(first.attempt(), done()).orThrow();
    assertThat(waiting(session)).isEmpty();
    assertThat(openPrompts(session)).containsExactly("three\nwith a second line", "four");
    assertThat(ledger.openTurns(Set.of(session.id())).getLast().id())
        .isEqualTo(now(session).lastTurn());
    assertThat(ledger.openTurns(Set.of(session.id())).getFirst().spec().settings()).isEqualTo(OURS);
    assertThat(now(session).turnsSent()).isEqualTo(3);
  }

  @Test
  void aTurnThatIsInterruptedKeepsItsWordsUntilItsAgentCanHearNoMore() {
    LiveSession session = open("one");
    TaskRecord first = claimIn(session).orElseThrow();
    Word heard = into(session, "two");
    into(session, "three");
    ledger.cancel(first.id(), "interrupted").orThrow();
    assertThat(openPrompts(session)).isEmpty();
    into(session, "four"); // it does not overtake those before
    Words.SPACE.in(ledger).remove(POOL, Words.key(heard));
    ledger.settle(first.attempt(), done());
    assertThat(openPrompts(session)).containsExactly("three", "four");
  }

  @Test
  void wordsStayForTheNextAttemptOfATurnThatIsPutBack() {
    LiveSession session = open("one");
    TaskRecord first = claimIn(session).orElseThrow();
    into(session, "two");
    ledger.putBack(first.attempt(), "later", null).orThrow();
    assertThat(waiting(session)).containsExactly("two");
    into(session, "three");
    ledger.cancel(first.id(), "interrupted").orThrow();
    assertThat(waiting(session)).isEmpty();
    assertThat(openPrompts(session)).containsExactly("two", "three");
  }

  @Test
  void wordsAreCountedAndGoWithTheirSession() {
    LiveSession session =
        ledger
            .openSession(new SessionDraft(POOL, TaskSpec.of("one"), null, "{}", null, 2, 4, null))
            .orThrow();
    TaskRecord first = claimIn(session).orElseThrow();
    into(session, "two");
    into(session, "three");
    assertRefused(
        ledger.sayInto(session.id(), TaskSpec.of("four"), "p", null),
        Refusal.Code.TURN_LIMIT_REACHED);
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    assertThat(waiting(session)).isEmpty();
    ledger.settle(first.attempt(), done());
    assertThat(openPrompts(session)).isEmpty();
    assertThat(ledger.sayInto(session.id(), TaskSpec.of("five"), "p", null).orThrow()).isEmpty();
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("five"), null), Refusal.Code.SESSION_ENDED);
  }

  @Test
  void aWordIsSaidOnceUnderItsKeyAndIsKnownByItAfterTheTurn() {
    LiveSession session = open("one");
    TaskRecord first = claimIn(session).orElseThrow();
    TaskSpec two = TaskSpec.of("two");
    assertThat(ledger.sayInto(session.id(), two, "p", "k").orThrow()).isPresent();
    assertThat(ledger.sayInto(session.id(), two, "p", "k").orThrow()).isEmpty();
    assertThat(ledger.sendTurn(session.id(), two, "k").orThrow()).isEqualTo(first.id());
    assertThat(waiting(session)).containsExactly("two");
    assertThat(now(session).turnsSent()).isEqualTo(1);
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("other"), "k"),
        Refusal.Code.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void nobodyIsToldMoreThanAHundredWordsThatWait() {
    LiveSession session = open("one");
    claimIn(session).orElseThrow();
    for (int i = 0; i < Words.MOST; i++) {
      into(session, "word " + i);
    }
    assertRefused(
        ledger.sayInto(session.id(), TaskSpec.of("more"), "p", null),
        Refusal.Code.QUEUE_FULL,
        "100 words wait");
    assertThat(now(session).turnsSent()).isEqualTo(Words.MOST);
  }

  @Test
  void theSameKeyOpensAndSendsOnce() {
    LiveSession session = ledger.openSession(draft("one", "k1")).orThrow();
    assertThat(ledger.openSession(draft("one", "k1")).orThrow()).isEqualTo(session);
    assertRefused(
        ledger.openSession(draft("other", "k1")), Refusal.Code.IDEMPOTENCY_CONFLICT, "k1");
    TaskId second = ledger.sendTurn(session.id(), TaskSpec.of("two"), "k2").orThrow();
    assertThat(ledger.sendTurn(session.id(), TaskSpec.of("two"), "k2").orThrow()).isEqualTo(second);
    assertThat(now(session).turnsSent()).isEqualTo(1);
    assertThat(ledger.count(new SessionFilter(null, null, false, 0, 0))).isEqualTo(1);
  }

  @Test
  void aSendThatIsRepeatedAfterTheEndGivesWhatItGaveBefore() {
    LiveSession session = open("one");
    TaskId second = ledger.sendTurn(session.id(), TaskSpec.of("two"), "k2").orThrow();
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    assertThat(ledger.sendTurn(session.id(), TaskSpec.of("two"), "k2").orThrow()).isEqualTo(second);
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("three"), "k3"), Refusal.Code.SESSION_ENDED);
  }

  @Test
  void endingCancelsWhatHasNotEndedAndHappensOnce() {
    LiveSession session = open("one");
    TaskId second = ledger.sendTurn(session.id(), TaskSpec.of("two"), null).orThrow();
    clock.advance(Duration.ofMinutes(1));
    LiveSession ended =
        ledger.endSession(session.id(), EndedAs.CANCELLED, "enough of it").orThrow();
    assertThat(ended.ended())
        .isEqualTo(
            new LiveSession.Ended(
                EndedAs.CANCELLED, START.plus(Duration.ofMinutes(1)), "enough of it"));
    assertThat(stateOf(session.firstTurn())).isEqualTo(TaskState.CANCELLED);
    assertThat(stateOf(second)).isEqualTo(TaskState.CANCELLED);
    assertThat(ledger.openTurns(Set.of(session.id()))).isEmpty();
    long entries = ledger.lastSequence();
    assertThat(ledger.endSession(session.id(), EndedAs.COMPLETED, "again").orThrow())
        .isEqualTo(ended);
    assertThat(ledger.lastSequence()).isEqualTo(entries);
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("more"), null),
        Refusal.Code.SESSION_ENDED,
        "enough of it");
    assertRefused(ledger.spokenTo(session.id()), Refusal.Code.SESSION_ENDED);
  }

  @Test
  void itIsSpokenToAsOftenAsItMayBe() {
    LiveSession session =
        ledger
            .openSession(new SessionDraft(POOL, TaskSpec.of("one"), null, "{}", null, 2, 4, null))
            .orThrow();
    ledger.sendTurn(session.id(), TaskSpec.of("two"), null).orThrow();
    ledger.spokenTo(session.id()).orThrow();
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("three"), null),
        Refusal.Code.TURN_LIMIT_REACHED,
        "2 times");
    assertRefused(ledger.spokenTo(session.id()), Refusal.Code.TURN_LIMIT_REACHED);
    assertThat(now(session).lives()).isTrue();
  }

  @Test
  void aSessionWhoseTimeIsOverIsEndedAndDeafBeforeThat() {
    LiveSession session =
        ledger
            .openSession(
                new SessionDraft(
                    POOL, TaskSpec.of("one"), null, "{}", Duration.ofMinutes(10), null, 4, null))
            .orThrow();
    assertThat(ledger.nextSessionEnd()).contains(START.plus(Duration.ofMinutes(10)));
    clock.advance(Duration.ofMinutes(9));
    assertThat(ledger.endDueSessions()).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertRefused(
        ledger.sendTurn(session.id(), TaskSpec.of("two"), null), Refusal.Code.SESSION_TIMEOUT);
    assertThat(ledger.endDueSessions()).containsExactly(now(session));
    assertThat(now(session).ended()).extracting(LiveSession.Ended::as).isEqualTo(EndedAs.TIMED_OUT);
    assertThat(stateOf(session.firstTurn())).isEqualTo(TaskState.CANCELLED);
    assertThat(ledger.nextSessionEnd()).isEmpty();
    assertThat(ledger.endDueSessions()).isEmpty();
    assertRefused(ledger.spokenTo(session.id()), Refusal.Code.SESSION_TIMEOUT);
  }

  @Test
  void noMoreLiveThanMayAlsoWhenManyAskAtOnce() throws Exception {
    List<Future<Reply<LiveSession>>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String prompt = "work " + i;
        asked.add(threads.submit(() -> ledger.openSession(draft(prompt, null))));
      }
    }
    List<LiveSession> opened = new ArrayList<>();
    for (Future<Reply<LiveSession>> reply : asked) {
      if (reply.get() instanceof Reply.Done(LiveSession session)) {
        opened.add(session);
      }
    }
    assertThat(opened).hasSize(4);
    assertRefused(
        ledger.openSession(draft("more", null)), Refusal.Code.TOO_MANY_SESSIONS, "at most 4");
    assertThat(
            ledger
                .openSession(
                    new SessionDraft(
                        POOL, TaskSpec.of("other"), "coord_2", "{}", null, null, 1, null))
                .orThrow()
                .coordinator())
        .isEqualTo("coord_2");
    ledger.endSession(opened.getFirst().id(), EndedAs.COMPLETED, "").orThrow();
    assertThat(open("more").lives()).isTrue();
  }

  @Test
  void anAnswerCountsWhenItIsGivenAndOneThatComesTooLateDoesNot() {
    LiveSession session =
        ledger
            .openSession(new SessionDraft(POOL, TaskSpec.of("one"), null, "{}", null, 2, 4, null))
            .orThrow();
    QuestionId asked = asked("which way?").id();
    ledger.answerIn(session.id(), asked, Answer.yes(), "ann").orThrow();
    assertThat(now(session).turnsSent()).isEqualTo(1);
    assertRefused(
        ledger.answerIn(session.id(), asked, Answer.no(""), "bob"), Refusal.Code.QUESTION_ANSWERED);
    assertThat(now(session).turnsSent()).isEqualTo(1);
    ledger.spokenTo(session.id()).orThrow();
    QuestionId more = asked("and now?").id();
    assertRefused(
        ledger.answerIn(session.id(), more, Answer.yes(), "ann"), Refusal.Code.TURN_LIMIT_REACHED);
    assertThat(ledger.question(more).orElseThrow().state()).isEqualTo(Question.State.OPEN);
  }

  private Question asked(String title) {
    return ledger
        .ask(
            new QuestionDraft(
                POOL,
                null,
                null,
                new Asked(Asked.Kind.AGENT, title, "", List.of()),
                null,
                null,
                null))
        .orThrow();
  }

  @Test
  void whatAKeyHasOpenedIsFoundBeforeAnythingIsOpened() {
    assertThat(ledger.openedBefore(draft("one", "k")).orThrow()).isEmpty();
    LiveSession opened = ledger.openSession(draft("one", "k")).orThrow();
    assertThat(ledger.openedBefore(draft("one", "k")).orThrow()).contains(opened);
    assertThat(ledger.openedBefore(draft("one", null)).orThrow()).isEmpty();
    assertRefused(ledger.openedBefore(draft("two", "k")), Refusal.Code.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void listsTellTheNewestFirstAPageAtATime() {
    LiveSession one = open("one");
    LiveSession two = open("two");
    LiveSession three = open("three");
    ledger.endSession(two.id(), EndedAs.COMPLETED, "").orThrow();
    assertThat(ids(new SessionFilter(null, null, false, 2, 0)))
        .containsExactly(three.id(), two.id());
    assertThat(ids(new SessionFilter(POOL, "coord_1", false, 2, 2))).containsExactly(one.id());
    assertThat(ids(SessionFilter.living())).containsExactly(three.id(), one.id());
    assertThat(ids(new SessionFilter(null, "coord_9", false, 9, 0))).isEmpty();
    assertThat(ledger.count(SessionFilter.living())).isEqualTo(2);
  }

  private List<SessionId> ids(SessionFilter filter) {
    return ledger.sessions(filter).stream().map(LiveSession::id).toList();
  }

  @Test
  void theJournalTellsOfItOnce() {
    LiveSession session = open("one");
    ledger.sendTurn(session.id(), TaskSpec.of("two"), null).orThrow();
    ledger.endSession(session.id(), EndedAs.COMPLETED, "").orThrow();
    assertThat(ledger.journal(0, 100))
        .filteredOn(entry -> entry.subject().equals(new Subject.OfSession(session.id())))
        .extracting(JournalEntry::kind)
        .containsExactly(
            JournalKind.SESSION_OPENED, JournalKind.SESSION_SPOKEN_TO, JournalKind.SESSION_ENDED);
  }

  @Test
  void aSeatTakesOnlyWhatIsSaidToIt() {
    LiveSession session = open("one");
    TaskSpec sneaked = TaskSpec.of("x").withOrdering(Ordering.NORMAL.inSlot(session.id().value()));
    assertRefused(
        ledger.submit(Submission.of(POOL, sneaked)), Refusal.Code.INVALID, "seat", "send");
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    assertRefused(ledger.resubmit(session.firstTurn()), Refusal.Code.INVALID, session.id().value());
  }

  @Test
  void whatNobodyOpenedIsNotThere() {
    SessionId nobodys = new SessionId("ap_000000000000");
    assertThat(ledger.session(nobodys)).isEmpty();
    assertRefused(ledger.sendTurn(nobodys, TaskSpec.of("x"), null), Refusal.Code.SESSION_NOT_FOUND);
    assertRefused(
        ledger.endSession(nobodys, EndedAs.CANCELLED, ""), Refusal.Code.SESSION_NOT_FOUND);
    assertRefused(ledger.spokenTo(nobodys), Refusal.Code.SESSION_NOT_FOUND);
  }
}
