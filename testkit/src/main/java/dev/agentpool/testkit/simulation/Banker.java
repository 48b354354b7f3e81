package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers what pools ask when a cap is used up, at random, and knows what must be so then: a pool
 * has at most one such question, one when a task waits for money, and an answer raises a cap by
 * just what it says, once. Throws {@link AssertionError} where the ledger differs.
 */
final class Banker {
  private static final List<String> NONE = List.of("raise", "raise 0", "yes", "raise -1");
  private final Ledger ledger;
  private final Chance chance;

  Banker(Ledger ledger, Chance chance) {
    this.ledger = ledger;
    this.chance = chance;
  }

  /** At most one question, and one when something waits. */
  void agrees(PoolId pool) {
    int open = open(pool).size();
    require(open <= 1, "has " + open + " questions for money", pool);
    boolean waits = ledger.waiting(pool).stream().anyMatch(Waiting::forMoney);
    require(open == 1 || !waits, "lets tasks wait for money that it does not ask for", pool);
  }

  private List<Question> open(PoolId pool) {
    return ledger
        .questions(
            new QuestionFilter(pool, null, Set.of(Question.State.OPEN), Integer.MAX_VALUE, 0))
        .stream()
        .filter(question -> question.asked().kind() == Asked.Kind.MONEY)
        .toList();
  }

  /** A person answers, now and then with something that is no answer. */
  void answer(PoolId pool) {
    agrees(pool);
    for (Question question : open(pool)) {
      Unit unit = unitOf(question);
      Amount before = capAskedAbout(question);
      Amount more = new Amount(unit, chance.between(1, unit == Unit.TURNS ? 200 : 2_000_000));
      switch (chance.below(8)) {
        case 0 -> refused(question, chance.oneOf(NONE));
        case 1, 2 -> {
          if (said(question, "drop")) {
            require(equal(before, capAskedAbout(question)), "is dropped, and its cap rose", pool);
          }
        }
        default -> {
          String today = chance.percent(50) ? " today" : "";
          if (said(question, "raise " + words(more) + today) && before != null) {
            require(
                equal(before.plus(more), capAskedAbout(question)),
                "is raised by " + more + " from " + before + " to " + capAskedAbout(question),
                question);
          }
        }
      }
    }
  }

  private static String words(Amount more) {
    return more.unit() == Unit.DOLLARS
        ? more.money().usd().toPlainString()
        : String.valueOf(more.count());
  }

  private static Unit unitOf(Question question) {
    return Stream.of(Unit.values())
        .filter(unit -> question.asked().payload().contains("\"" + unit.wireName() + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static boolean equal(@Nullable Amount one, @Nullable Amount other) {
    return one == null ? other == null : one.equals(other);
  }

  private void refused(Question question, String words) {
    require(
        ledger.answer(question.id(), text(words), "person")
                instanceof Reply.Refused<Question>(Refusal refusal)
            && (refusal.code() == Refusal.Code.INVALID
                || refusal.code() == Refusal.Code.QUESTION_VOID),
        "takes '" + words + "' for an answer",
        question);
  }

  /** False when the day that was asked about is over. */
  private boolean said(Question question, String words) {
    return switch (ledger.answer(question.id(), text(words), "person")) {
      case Reply.Done<Question>(Question after) -> {
        require(after.state() == Question.State.DELIVERED, "is answered without effect", after);
        require(
            ledger.answer(question.id(), text(words), "another") instanceof Reply.Refused<Question>,
            "is answered twice",
            after);
        yield true;
      }
      case Reply.Refused<Question>(Refusal refusal) -> {
        require(refusal.code() == Refusal.Code.QUESTION_VOID, "takes no answer", refusal);
        yield false;
      }
    };
  }

  private static Answer text(String words) {
    return new Answer(Answer.Verdict.TEXT, words, null);
  }

  private @Nullable Amount capAskedAbout(Question question) {
    boolean ofDay = question.asked().payload().contains("\"day\"");
    return ledger.accounts(question.pool()).stream()
        .filter(
            account -> account.key().kind() == (ofDay ? AccountKey.Kind.DAY : AccountKey.Kind.POOL))
        .map(account -> account.of(unitOf(question)).cap())
        .findFirst()
        .orElse(null);
  }

  private static void require(boolean isSo, String what, Object of) {
    if (!isSo) {
      throw new AssertionError("money: " + of + " " + what);
    }
  }
}
