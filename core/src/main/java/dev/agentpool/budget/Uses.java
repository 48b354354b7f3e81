package dev.agentpool.budget;

/**
 * What an attempt took of everything that caps count.
 *
 * @param cost with its bound
 */
public record Uses(Cost cost, Use tokens, Use turns) {
  /** No tokens and no turns: as attempts were booked before these were counted. */
  public static Uses of(Cost cost) {
    return new Uses(cost, Use.known(Amount.zero(Unit.TOKENS)), Use.known(Amount.zero(Unit.TURNS)));
  }

  /** The same, with what another one has of one unit. */
  public Uses with(Uses other, Unit unit) {
    return switch (unit) {
      case DOLLARS -> new Uses(other.cost, tokens, turns);
      case TOKENS -> new Uses(cost, other.tokens, turns);
      case TURNS -> new Uses(cost, tokens, other.turns);
    };
  }

  public Use of(Unit unit) {
    return switch (unit) {
      case DOLLARS -> Use.of(cost);
      case TOKENS -> tokens;
      case TURNS -> turns;
    };
  }
}
