package dev.agentpool.answer;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * What something cost, in whole micro-dollars.
 *
 * {@snippet :
 * Cost cost = pool.run("Say hello.").result().cost();
 * System.out.println("it cost " + cost + ", in dollars: " + cost.usd());
 * }
 *
 * @param microdollars what is certain; 1,000,000 are one US dollar
 * @param known false when nobody reported all of it; then it cost at least this
 * @param atMostMicrodollars the most that it can have been; empty when nobody has said so
 */
public record Cost(long microdollars, boolean known, OptionalLong atMostMicrodollars) {
  /** Nothing. */
  public static final Cost ZERO = ofMicrodollars(0);

  /** A cost that is known. */
  public static Cost ofMicrodollars(long microdollars) {
    return new Cost(microdollars, true, OptionalLong.of(microdollars));
  }

  /** As the ledger has it. */
  public static Cost of(dev.agentpool.budget.Cost cost) {
    return new Cost(
        cost.atLeast().micros(),
        cost.isKnown(),
        cost.atMost().map(most -> OptionalLong.of(most.micros())).orElse(OptionalLong.empty()));
  }

  /** What is certain, in US dollars, exactly. */
  public BigDecimal usd() {
    return BigDecimal.valueOf(microdollars, 6).stripTrailingZeros();
  }

  /** Both together; known when both are, else the bounds are added. */
  public Cost plus(Cost other) {
    boolean bounded = atMostMicrodollars.isPresent() && other.atMostMicrodollars.isPresent();
    return new Cost(
        Math.addExact(microdollars, other.microdollars),
        known && other.known,
        bounded
            ? OptionalLong.of(
                Math.addExact(atMostMicrodollars.getAsLong(), other.atMostMicrodollars.getAsLong()))
            : OptionalLong.empty());
  }

  /** As people read it: {@code $0.0615}, or {@code at least $0.00, at most $0.25}. */
  @Override
  public String toString() {
    if (known) {
      return told(microdollars);
    }
    return "at least "
        + told(microdollars)
        + (atMostMicrodollars.isPresent()
            ? ", at most " + told(atMostMicrodollars.getAsLong())
            : "");
  }

  private static String told(long microdollars) {
    BigDecimal dollars = BigDecimal.valueOf(microdollars, 6).stripTrailingZeros();
    return "$" + (dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString();
  }
}
