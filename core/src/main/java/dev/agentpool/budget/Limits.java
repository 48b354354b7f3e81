package dev.agentpool.budget;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Caps over one thing, at most one of each unit; null means none. */
public record Limits(@Nullable Money money, @Nullable Long tokens, @Nullable Long turns) {
  public static final Limits NONE = new Limits(null, null, null);

  public Limits {
    for (Long count : new Long[] {money == null ? null : money.micros(), tokens, turns}) {
      if (count != null && count <= 0) {
        throw new IllegalArgumentException("a cap must be more than zero: " + count);
      }
    }
    for (Long count : new Long[] {tokens, turns}) {
      if (count != null && count > Amount.MOST) {
        throw new IllegalArgumentException(
            "a cap is at most " + Amount.MOST + ", and not " + count);
      }
    }
  }

  /** Of dollars alone. */
  public static Limits of(@Nullable Money money) {
    return money == null ? NONE : new Limits(money, null, null);
  }

  public @Nullable Amount of(Unit unit) {
    return switch (unit) {
      case DOLLARS -> money == null ? null : Amount.of(money);
      case TOKENS -> tokens == null ? null : new Amount(unit, tokens);
      case TURNS -> turns == null ? null : new Amount(unit, turns);
    };
  }

  /** The same with another cap in that one's unit. */
  public Limits with(Amount cap) {
    return switch (cap.unit()) {
      case DOLLARS -> new Limits(cap.money(), tokens, turns);
      case TOKENS -> new Limits(money, cap.count(), turns);
      case TURNS -> new Limits(money, tokens, cap.count());
    };
  }

  /** Those that there are. */
  public List<Amount> all() {
    List<Amount> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      Amount cap = of(unit);
      if (cap != null) {
        all.add(cap);
      }
    }
    return all;
  }
}
