package dev.agentpool.budget;

/** What is set aside for an attempt, of everything that caps count; never negative. */
public record Reservation(Money money, long tokens, long turns) {
  /** What a task is thought to take where nothing says more: $0.25, 200,000 tokens, 20 turns. */
  public static final Reservation USUAL = new Reservation(Money.ofMicros(250_000), 200_000, 20);

  public static final Reservation NONE = new Reservation(Money.ZERO, 0, 0);

  public Reservation {
    if (money.isNegative() || tokens < 0 || turns < 0) {
      throw new IllegalArgumentException(
          "nothing is set aside below zero: " + money + ", " + tokens + ", " + turns);
    }
  }

  public Amount of(Unit unit) {
    return switch (unit) {
      case DOLLARS -> Amount.of(money);
      case TOKENS -> new Amount(unit, tokens);
      case TURNS -> new Amount(unit, turns);
    };
  }

  /** The same with so much of one unit. */
  public Reservation with(Amount amount) {
    return switch (amount.unit()) {
      case DOLLARS -> new Reservation(amount.money(), tokens, turns);
      case TOKENS -> new Reservation(money, amount.count(), turns);
      case TURNS -> new Reservation(money, tokens, amount.count());
    };
  }

  public Reservation plus(Amount more) {
    return with(of(more.unit()).plus(more));
  }
}
