package dev.agentpool.price;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of a model cost.
 *
 * @param vendor whose model it is; empty when a person did not say
 * @param model its id, or the beginning of several with a {@code *}
 * @param rates of a request that is not long
 * @param beyond of long requests; null when all cost the same
 * @param date as of which the price is known: {@code 2026-09-22}; empty when nobody said
 * @param source who said so
 */
public record Price(
    String vendor, String model, Rates rates, @Nullable Beyond beyond, String date, String source) {

  /**
   * What long requests cost; of several steps the dearest.
   *
   * @param above how many input tokens make a request a long one
   */
  public record Beyond(long above, Rates rates) {}

  /**
   * What tokens of several requests cost together. Where long requests cost more and these may have
   * had some, nobody knows how many: it is a span.
   */
  public Cost of(TokenUsage tokens) {
    Money least = rates.of(tokens);
    return mayBeLong(tokens)
        ? new Cost.Unknown(least, atMost(tokens).max(least))
        : Cost.known(least);
  }

  /** The most that these tokens can have cost. */
  public Money atMost(TokenUsage tokens) {
    Beyond longer = beyond;
    return longer != null && mayBeLong(tokens)
        ? rates.dearer(longer.rates()).of(tokens)
        : rates.of(tokens);
  }

  private boolean mayBeLong(TokenUsage tokens) {
    return beyond != null
        && tokens.input() + tokens.cacheRead() + tokens.cacheCreation() > beyond.above();
  }

  /** How well it fits a model's id: the more the better, below 0 not at all. */
  int fits(String id) {
    String asked = plain(id);
    String mine = plain(model);
    if (!mine.endsWith("*")) {
      return asked.equals(mine) ? Integer.MAX_VALUE : -1;
    }
    String beginning = mine.substring(0, mine.length() - 1);
    return asked.startsWith(beginning) ? beginning.length() : -1;
  }

  /** CLIs write {@code 4.5} and {@code 4-5} for the same. */
  private static String plain(String id) {
    return id.toLowerCase(Locale.ROOT).replace('.', '-');
  }

  /** As people read it: the price, of when, and by whom. */
  public String told() {
    Beyond longer = beyond;
    return model
        + ": "
        + rates.told()
        + (longer == null
            ? ""
            : " (requests above " + longer.above() + " tokens: " + longer.rates().told() + ")")
        + (date.isEmpty() ? "" : ", of " + date)
        + ", by "
        + source;
  }
}
