package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pool asks when one of its caps is used up. */
final class MoneyQuestion {
  private static final int LONGEST_NAME = 100;

  private MoneyQuestion() {}

  /**
   * @param within after which nobody is waited for, and what waits is dropped; null for ever
   */
  static QuestionDraft of(PoolRecord pool, Cap cap, @Nullable Duration within, Instant now) {
    Amount most = cap.tally().cap() == null ? Amount.zero(cap.unit()) : cap.tally().cap();
    String amount = raisedBy(most);
    Asked asked =
        new Asked(
            Asked.Kind.MONEY,
            what(pool, cap)
                + " (spent "
                + cap.tally().booked()
                + "): raise it by "
                + (cap.unit() == Unit.DOLLARS ? "an amount" : "a number")
                + ", for good or for today, or drop what waits?",
            payload(cap, most),
            List.of("raise " + amount, "raise " + amount + " today", "drop"));
    return new QuestionDraft(
        pool.id(),
        null,
        cap.name(),
        asked,
        within == null ? null : now.plus(within),
        within == null ? null : Answer.no("nobody answered within " + within.toSeconds() + " s"),
        null);
  }

  private static String raisedBy(Amount cap) {
    return switch (cap.unit()) {
      case DOLLARS -> (cap.isPositive() ? cap.money() : Money.ofUsd(1)).toString().substring(1);
      case TOKENS, TURNS -> String.valueOf(Math.max(1, cap.count()));
    };
  }

  private static String payload(Cap cap, Amount most) {
    String counted = cap.unit() == Unit.DOLLARS ? "microdollars" : cap.unit().wireName();
    return "{\"cap\":\""
        + (cap.isOfDay() ? "day" : "pool")
        + "\",\"unit\":\""
        + cap.unit().wireName()
        + "\",\"cap_"
        + counted
        + "\":"
        + most.count()
        + ",\"spent_"
        + counted
        + "\":"
        + cap.tally().booked().count()
        + "}";
  }

  static String what(PoolRecord pool, Cap cap) {
    String named =
        pool.name().length() > LONGEST_NAME
            ? pool.name().substring(0, LONGEST_NAME) + "…"
            : pool.name();
    return (cap.isOfDay() ? "today's cap" : "the cap")
        + " of pool "
        + named.replaceAll("\\R", " ")
        + ", "
        + cap.tally().cap()
        + ", is used up";
  }
}
