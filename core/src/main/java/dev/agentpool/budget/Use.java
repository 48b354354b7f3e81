package dev.agentpool.budget;

/**
 * What an attempt took of one unit, as it is booked: known, or known to be between two bounds.
 *
 * @param certain was told
 * @param most the most it can have been; what is certain where that is known to be all
 */
public record Use(Amount certain, Amount most, boolean known) {
  public Use {
    if (certain.isNegative() || certain.isMoreThan(most) || (known && !certain.equals(most))) {
      throw new IllegalArgumentException("no use of anything: " + certain + " to " + most);
    }
  }

  public static Use known(Amount all) {
    return new Use(all, all, true);
  }

  /** Nobody told the end of it; the bound is never below what is certain. */
  public static Use unknown(Amount certain, Amount bound) {
    return new Use(certain, certain.max(bound), false);
  }

  /** Of dollars, of a cost that has its bound. */
  public static Use of(Cost cost) {
    Amount certain = Amount.of(cost.atLeast());
    return cost.isKnown()
        ? known(certain)
        : unknown(certain, Amount.of(cost.atMost().orElse(cost.atLeast())));
  }

  public Unit unit() {
    return certain.unit();
  }
}
