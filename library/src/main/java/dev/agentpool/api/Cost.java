package dev.agentpool.api;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What something cost, in whole micro-dollars.
 *
 * {@snippet :
 * Cost cost = pool.run("Say hello.").result().cost();
 * System.out.println("it cost " + cost + ", in dollars: " + cost.usd());
 * }
 *
 * @param microdollars 1,000,000 are one US dollar
 * @param known false when the agent did not tell all of it; then it cost at least this
 */
public record Cost(long microdollars, boolean known) {
  /** Nothing. */
  public static final Cost ZERO = new Cost(0, true);

  /** A cost that is known. */
  public static Cost ofMicrodollars(long microdollars) {
    return new Cost(microdollars, true);
  }

  /** In US dollars, exactly. */
  public BigDecimal usd() {
    return BigDecimal.valueOf(microdollars, 6).stripTrailingZeros();
  }

  /** Both together; known when both are. */
  public Cost plus(Cost other) {
    return new Cost(Math.addExact(microdollars, other.microdollars), known && other.known);
  }

  /** As people read it: {@code $0.0615}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, known ? "$%.4f" : "at least $%.4f", microdollars / 1e6);
  }
}
