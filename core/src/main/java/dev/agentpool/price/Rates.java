package dev.agentpool.price;

import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What a million tokens of each kind cost.
 *
 * @param input that no cache held
 * @param cached input that was read from a cache
 * @param write input that was written into a cache
 * @param output with what was thought
 */
public record Rates(Money input, Money cached, Money write, Money output) {
  private static final BigInteger A_MILLION = BigInteger.valueOf(1_000_000);

  /** No price is above this many dollars a million: so no sum of an attempt can overflow. */
  public static final BigDecimal MOST_USD = BigDecimal.valueOf(100_000);

  public Rates {
    for (Money rate : new Money[] {input, cached, write, output}) {
      if (rate.isNegative() || rate.usd().compareTo(MOST_USD) > 0) {
        throw new IllegalArgumentException(
            "a price is 0 to " + MOST_USD + " dollars a million tokens, not " + rate);
      }
    }
  }

  /** Dollars as they are written, rounded up to a whole micro-dollar. */
  public static Money usd(BigDecimal written) {
    return Money.ofMicros(
        written.movePointRight(6).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /** Rounded up once, over all kinds. */
  public Money of(TokenUsage tokens) {
    BigInteger sum =
        times(tokens.input(), input)
            .add(times(tokens.cacheRead(), cached))
            .add(times(tokens.cacheCreation(), write))
            .add(times(tokens.output(), output));
    BigInteger[] micros = sum.divideAndRemainder(A_MILLION);
    return Money.ofMicros(
        micros[0].longValueExact() + (micros[1].signum() > 0 ? 1 : 0)); // bounded: see MOST_USD
  }

  private static BigInteger times(long tokens, Money rate) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(rate.micros()));
  }

  /** The higher price of each kind. */
  Rates dearer(Rates other) {
    return new Rates(
        input.max(other.input),
        cached.max(other.cached),
        write.max(other.write),
        output.max(other.output));
  }

  /** As people read it. */
  public String told() {
    return "input "
        + input
        + ", cached "
        + cached
        + ", cache write "
        + write
        + ", output "
        + output
        + " a million";
  }
}
