package dev.agentpool.question;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody says when a cap is used up. */
public sealed interface MoneyAnswer {
  /** What can be said, for people. */
  String CHOICES = "raise AMOUNT, raise AMOUNT today, or drop";

  Pattern RAISE =
      Pattern.compile("raise\\s+\\$?(\\d{1,40}(?:\\.\\d{1,40})?)(\\s+(?:for\\s+)?today)?");

  /** Of a cap that counts: whole, with or without the word for what. */
  Pattern RAISE_COUNT =
      Pattern.compile(
          "raise\\s+(\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,15})(?:\\s+(tokens?|turns?))?(\\s+(?:for\\s+)?today)?");

  /**
   * The cap is higher from now on.
   *
   * @param by more than zero
   * @param forToday until the end of this day (UTC)
   */
  record Raise(Amount by, boolean forToday) implements MoneyAnswer {}

  /** The tasks that wait for money fail. */
  record Drop(String why) implements MoneyAnswer {}

  /** Throws {@link IllegalArgumentException} for what is none of them. */
  static MoneyAnswer of(Answer answer, Unit unit) {
    if (answer.verdict() == Answer.Verdict.NO) {
      return new Drop(answer.text());
    }
    String said = answer.text().strip().toLowerCase(Locale.ROOT);
    if (answer.verdict() == Answer.Verdict.TEXT && said.equals("drop")) {
      return new Drop("");
    }
    Raise raise = answer.verdict() == Answer.Verdict.TEXT ? raise(said, unit) : null;
    if (raise != null && raise.by().isPositive()) {
      return raise;
    }
    throw new IllegalArgumentException(
        asked(unit)
            + (unit == Unit.DOLLARS
                ? " (an amount in dollars, such as raise 5), not "
                : " (a whole number of " + unit.wireName() + ", such as raise 500), not ")
            + (answer.verdict() == Answer.Verdict.TEXT ? "'" + answer.shown() + "'" : "yes"));
  }

  private static String asked(Unit unit) {
    return (unit == Unit.DOLLARS ? "money was asked for" : unit.wireName() + " were asked for")
        + ", so the answer is "
        + CHOICES;
  }

  private static @Nullable Raise raise(String said, Unit unit) {
    if (unit == Unit.DOLLARS) {
      Matcher raise = RAISE.matcher(said);
      return raise.matches()
          ? new Raise(
              Amount.of(Money.cap(asked(unit) + "; AMOUNT", new BigDecimal(raise.group(1)))),
              raise.group(2) != null)
          : null;
    }
    Matcher raise = RAISE_COUNT.matcher(said);
    if (!raise.matches()) {
      return null;
    }
    String word = raise.group(2);
    long count = Long.parseLong(raise.group(1).replace(",", ""));
    return word == null || unit.wireName().startsWith(word)
        ? new Raise(new Amount(unit, count), raise.group(3) != null)
        : null;
  }
}
