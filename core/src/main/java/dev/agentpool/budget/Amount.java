package dev.agentpool.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * So much of one unit. May be negative only as a difference. Arithmetic never overflows silently,
 * and never mixes units.
 *
 * @param count of dollars in micro-dollars
 */
public record Amount(Unit unit, long count) implements Comparable<Amount> {
  /** More than any pool takes; a cap is no higher, so that sums with it have room. */
  public static final long MOST = 1_000_000_000_000_000L;

  public static Amount zero(Unit unit) {
    return new Amount(unit, 0);
  }

  public static Amount of(Money money) {
    return new Amount(Unit.DOLLARS, money.micros());
  }

  /** Of dollars only. */
  public Money money() {
    if (unit != Unit.DOLLARS) {
      throw new IllegalStateException(this + " is no money");
    }
    return Money.ofMicros(count);
  }

  public Amount plus(Amount other) {
    return new Amount(unit, Math.addExact(count, same(other).count));
  }

  public Amount minus(Amount other) {
    return new Amount(unit, Math.subtractExact(count, same(other).count));
  }

  /** Multiplies and rounds up, so that an estimate never comes out smaller than meant. */
  public Amount timesRoundedUp(double factor) {
    return new Amount(
        unit,
        BigDecimal.valueOf(count)
            .multiply(BigDecimal.valueOf(factor))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }

  public boolean isNegative() {
    return count < 0;
  }

  public boolean isPositive() {
    return count > 0;
  }

  public boolean isMoreThan(Amount other) {
    return count > same(other).count;
  }

  public Amount max(Amount other) {
    return isMoreThan(other) ? this : other;
  }

  public Amount min(Amount other) {
    return isMoreThan(other) ? other : this;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(count, same(other).count);
  }

  private Amount same(Amount other) {
    if (other.unit != unit) {
      throw new IllegalArgumentException(this + " and " + other + " are not of one unit");
    }
    return other;
  }

  @Override
  public String toString() {
    return unit.told(count);
  }
}
