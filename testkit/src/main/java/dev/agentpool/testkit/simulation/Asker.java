package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks, answers, takes back and lets deadlines pass at random, and knows what must be so then: a
 * question is answered once, what is closed stays as it is, an attempt that has ended waits for
 * nobody. Throws {@link AssertionError} where the ledger differs. Not thread-safe.
 */
final class Asker {
  private static final int NAMES = 4;
  private final Ledger ledger;
  private final Chance chance;
  private final Map<QuestionId, Question> known = new LinkedHashMap<>();

  Asker(Ledger ledger, Chance chance) {
    this.ledger = ledger;
    this.chance = chance;
  }

  /**
   * @param attempt whose agent asks; null when agentpool itself does
   */
  void ask(PoolId pool, @Nullable AttemptKey attempt, Instant now) {
    boolean hasDeadline = chance.below(3) == 0;
    QuestionDraft draft =
        new QuestionDraft(
            pool,
            attempt,
            attempt == null ? null : "r" + chance.below(NAMES),
            new Asked(
                Asked.Kind.PERMISSION, "May it?", "{\"n\":" + chance.below(2) + "}", List.of()),
            hasDeadline ? now.plus(Duration.ofSeconds(chance.below(600))) : null,
            hasDeadline ? Answer.no("nobody answered") : null,
            chance.below(2) == 0 ? null : kept(),
            null);
    switch (ledger.ask(draft)) {
      case Reply.Done<Question>(Question question) -> {
        require(question.asked().equals(draft.asked()), "is another one", question);
        Question before = known.put(question.id(), question);
        require(
            before == null ? question.state() == Question.State.OPEN : isLater(before, question),
            "begins as answered",
            question);
      }
      case Reply.Refused<Question>(Refusal refusal) ->
          require(
              attempt != null && refusal.code() == Refusal.Code.STALE_ATTEMPT,
              "is refused as " + refusal,
              draft);
    }
  }

  private Reservation kept() {
    return new Reservation(
        Money.ofMicros(chance.below(300_000)), chance.below(200_000), chance.below(20));
  }

  /** One move of a person, or of whoever has the answer. */
  void move() {
    if (known.isEmpty()) {
      return;
    }
    Question before = chance.oneOf(List.copyOf(known.values()));
    Question now = ledger.question(before.id()).orElseThrow();
    require(isLater(before, now), "went back", now);
    switch (chance.below(6)) {
      case 0 -> delivered(now);
      case 1 -> known.put(now.id(), ledger.withdraw(now.id(), "so").orThrow());
      case 2 -> ledger.lapse().forEach(this::lapsed);
      default -> answer(now);
    }
  }

  private void answer(Question now) {
    Answer answer = chance.below(2) == 0 ? Answer.yes() : Answer.no("");
    switch (ledger.answer(now.id(), answer, "person-" + chance.below(3))) {
      case Reply.Done<Question>(Question after) -> {
        require(now.state() == Question.State.OPEN, "is answered twice", now);
        known.put(after.id(), after);
      }
      case Reply.Refused<Question> _ ->
          require(now.state() != Question.State.OPEN, "takes no answer", now);
    }
  }

  private void delivered(Question now) {
    switch (ledger.delivered(now.id())) {
      case Reply.Done<Question>(Question after) -> {
        require(now.given() != null, "is delivered and has no answer", now);
        known.put(after.id(), after);
      }
      case Reply.Refused<Question> _ ->
          require(
              now.state() == Question.State.OPEN || now.state() == Question.State.VOID,
              "cannot be delivered",
              now);
    }
  }

  private void lapsed(Question after) {
    require(after.given() != null && after.deadline() != null, "has lapsed", after);
    known.put(after.id(), after);
  }

  /** The answer stays, and closed is closed. */
  private static boolean isLater(Question before, Question now) {
    return (before.given() == null || before.given().equals(now.given()))
        && (before.closedAt() == null || before.equals(now));
  }

  /** When everything has ended, no agent waits. */
  void nobodyWaits() {
    for (Question question :
        ledger.questions(
            new QuestionFilter(
                null,
                null,
                Set.of(Question.State.OPEN, Question.State.ANSWERED),
                Integer.MAX_VALUE,
                0))) {
      require(question.attempt() == null, "waits, and its attempt has ended", question);
    }
  }

  private static void require(boolean isSo, String what, Object of) {
    if (!isSo) {
      throw new AssertionError("a question " + what + ": " + of);
    }
  }
}
