package dev.agentpool.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * An amount of money in whole micro-dollars (1 USD = 1,000,000). May be negative only as a
 * difference. Arithmetic never overflows silently.
 */
public record Money(long micros) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);
  private static final BigDecimal MICROS_PER_USD = BigDecimal.valueOf(1_000_000);

  public static Money ofMicros(long micros) {
    return micros == 0 ? ZERO : new Money(micros);
  }

  /**
   * Truncates below a micro-dollar (spec slot-pool 5). Refuses what does not fit: no NaN, no
   * infinity.
   */
  public static Money ofUsd(double usd) {
    if (Double.isNaN(usd) || Double.isInfinite(usd)) {
      throw new IllegalArgumentException("not an amount of money: " + usd);
    }
    return ofUsd(BigDecimal.valueOf(usd));
  }

  /** Truncates below a micro-dollar. */
  public static Money ofUsd(BigDecimal usd) {
    try {
      return ofMicros(usd.multiply(MICROS_PER_USD).setScale(0, RoundingMode.DOWN).longValueExact());
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException("an amount of money beyond all bounds: " + usd, tooLarge);
    }
  }

  public Money plus(Money other) {
    return ofMicros(Math.addExact(micros, other.micros));
  }

  public Money minus(Money other) {
    return ofMicros(Math.subtractExact(micros, other.micros));
  }

  /** Multiplies and rounds up, so that an estimate never comes out smaller than meant. */
  public Money timesRoundedUp(double factor) {
    return ofMicros(
        BigDecimal.valueOf(micros)
            .multiply(BigDecimal.valueOf(factor))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }

  public boolean isNegative() {
    return micros < 0;
  }

  public boolean isMoreThan(Money other) {
    return micros > other.micros;
  }

  public Money max(Money other) {
    return micros >= other.micros ? this : other;
  }

  public Money min(Money other) {
    return micros <= other.micros ? this : other;
  }

  public BigDecimal usd() {
    return BigDecimal.valueOf(micros).divide(MICROS_PER_USD).stripTrailingZeros();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micros, other.micros);
  }

  /** As the command line says it: {@code $1.50}, {@code $0.0042}; two decimals at the least. */
  public String told() {
    BigDecimal dollars = usd().abs();
    String sign = isNegative() ? "-$" : "$";
    return sign + (dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString();
  }

  /** As people read it: {@code $0.0615}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "$%.4f", micros / 1e6);
  }
}
