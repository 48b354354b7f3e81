package dev.agentpool.question;

import dev.agentpool.budget.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody says when a cap is used up. */
public sealed interface MoneyAnswer {
  /** What can be said, for people. */
  String CHOICES = "raise AMOUNT, raise AMOUNT today, or drop";

  Pattern RAISE =
      Pattern.compile("raise\\s+\\$?(\\d{1,9}(?:\\.\\d{1,6})?)(\\s+(?:for\\s+)?today)?");

  /**
   * The cap is higher from now on.
   *
   * @param by more than zero
   * @param forToday until the end of this day (UTC)
   */
  record Raise(Money by, boolean forToday) implements MoneyAnswer {}

  /** The tasks that wait for money fail. */
  record Drop(String why) implements MoneyAnswer {}

  /** Throws {@link IllegalArgumentException} for what is none of them. */
  static MoneyAnswer of(Answer answer) {
    if (answer.verdict() == Answer.Verdict.NO) {
      return new Drop(answer.text());
    }
    String said = answer.text().strip().toLowerCase(Locale.ROOT);
    if (answer.verdict() == Answer.Verdict.TEXT && said.equals("drop")) {
      return new Drop("");
    }
    Matcher raise = RAISE.matcher(said);
    if (answer.verdict() == Answer.Verdict.TEXT && raise.matches()) {
      Money by = Money.ofUsd(new BigDecimal(raise.group(1)));
      if (by.micros() > 0) {
        return new Raise(by, raise.group(2) != null);
      }
    }
    throw new IllegalArgumentException(
        "money was asked for, so the answer is "
            + CHOICES
            + " (an amount in dollars, such as raise 5), not "
            + (answer.verdict() == Answer.Verdict.TEXT ? "'" + answer.shown() + "'" : "yes"));
  }
}
