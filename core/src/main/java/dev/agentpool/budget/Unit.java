package dev.agentpool.budget;

import java.util.Locale;

/** What a cap counts in. */
public enum Unit {
  /** In micro-dollars. */
  DOLLARS("usd"),
  /** All kinds together, those of caches too. */
  TOKENS("tokens"),
  /** Requests to a model. */
  TURNS("turns");

  private final String wireName;

  Unit(String wireName) {
    this.wireName = wireName;
  }

  /** As settings, flags and JSON end in it: {@code pool_usd}, {@code --pool-tokens}. */
  public String wireName() {
    return wireName;
  }

  /** What somebody waits for who has none left. */
  public String wanted() {
    return this == DOLLARS ? "money" : wireName;
  }

  /** The flag of {@code agentpool budget set} that changes such a cap. */
  public String flag(boolean isOfDay) {
    return (isOfDay ? "--day-" : "--pool-") + wireName + " AMOUNT";
  }

  /** As people read so much of it: {@code $0.0615}, {@code 12,000 tokens}, {@code 1 turn}. */
  String told(long count) {
    return switch (this) {
      case DOLLARS -> Money.ofMicros(count).toString();
      case TOKENS, TURNS ->
          String.format(Locale.ROOT, "%,d ", count)
              + (count == 1 ? wireName.substring(0, wireName.length() - 1) : wireName);
    };
  }
}
