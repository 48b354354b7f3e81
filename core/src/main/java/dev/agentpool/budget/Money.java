package dev.agentpool.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An amount of money in whole micro-dollars (1 USD = 1,000,000). May be negative only as a
 * difference. Arithmetic never overflows silently.
 */
public record Money(long micros) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  /** What a cap can be, for people. */
  public static final String CAP =
      "an amount of US dollars from $0.000001, the smallest there is, to $1,000,000,000";

  private static final BigDecimal MICROS_PER_USD = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal LEAST = BigDecimal.valueOf(1, 6);
  private static final BigDecimal MOST = BigDecimal.valueOf(Amount.MOST, 6);
  private static final BigDecimal BOUND = BigDecimal.valueOf(Long.MAX_VALUE, 6);
  private static final int LONGEST_SHOWN = 40;

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
    BigDecimal size = usd.abs();
    if (size.compareTo(LEAST) < 0) {
      return ZERO; // not asked to write out the zeros of 1e-999999999
    }
    if (size.compareTo(BOUND) > 0) {
      throw new IllegalArgumentException("an amount of money beyond all bounds: " + usd);
    }
    return ofMicros(usd.multiply(MICROS_PER_USD).setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /**
   * What somebody says for a cap: {@link #CAP}; what it has below a micro-dollar is cut off. Throws
   * {@link IllegalArgumentException} that says what it is for, what it must be, and what was said.
   *
   * @param what it is for, as whoever says it knows it
   */
  public static Money cap(String what, Number usd) {
    boolean isNumber = Double.isFinite(usd.doubleValue()) || usd instanceof BigDecimal;
    BigDecimal exact =
        !isNumber
            ? BigDecimal.ZERO
            : usd instanceof BigDecimal said ? said : new BigDecimal(usd.toString());
    if (exact.compareTo(LEAST) < 0 || exact.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          what + " must be " + CAP + ", not " + (isNumber ? shown(exact) : usd));
    }
    return ofUsd(exact);
  }

  /** As it was said, unless that is nothing but zeros. */
  private static String shown(BigDecimal usd) {
    boolean isShort = Math.abs((long) usd.scale()) + usd.precision() < LONGEST_SHOWN;
    return isShort ? usd.toPlainString() : usd.round(new MathContext(3)).toString();
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

  /** As people read it, exactly: {@code $1.50}, {@code $0.0042}; two decimals at the least. */
  @Override
  public String toString() {
    BigDecimal dollars = usd().abs();
    String sign = isNegative() ? "-$" : "$";
    return sign + (dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString();
  }
}
