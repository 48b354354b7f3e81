package dev.agentpool.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the models cost, in nano-dollars a token: the list prices that Claude Code 2.1.329 reports with {@code
 * costBasis "list"}.
 */
final class ModelPrices {
  /** Nano-dollars for one token of each kind. */
  record Price(long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h) {
    /** All else follows from the two list prices: a read is a tenth, a write 1.25 or 2 times the input. */
    static Price of(long input, long output) {
      return new Price(input, output, input / 10, input * 5 / 4, input * 2);
    }

    long nanodollars(TokenUsage usage) {
      return usage.input() * input
          + usage.output() * output
          + usage.cacheRead() * cacheRead
          + usage.cacheWrite5m() * cacheWrite5m
          + usage.cacheWrite1h() * cacheWrite1h;
    }
  }

  private static final Price UNKNOWN = Price.of(5_000, 25_000);

  private final Map<String, Price> byPrefix = new LinkedHashMap<>();

  ModelPrices() {
    byPrefix.put("claude-opus-5-5", Price.of(5_000, 25_000));
    byPrefix.put("claude-opus", Price.of(5_000, 25_000));
    byPrefix.put("claude-sonnet", Price.of(3_000, 15_000));
    byPrefix.put("claude-haiku", Price.of(1_000, 5_000));
  }

  /** The price of the first name that the model starts with; an unknown model costs what Claude Code guesses. */
  Price of(String model) {
    for (Map.Entry<String, Price> entry : byPrefix.entrySet()) {
      if (model.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return UNKNOWN;
  }

  Set<String> models() {
    return byPrefix.keySet();
  }
}
