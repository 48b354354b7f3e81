package dev.agentpool.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What the models cost, in nano-dollars a token: the list prices by which Claude Code 2.1.329
 * reckons its {@code total_cost_usd}, read off that client.
 */
final class ModelPrices {
  /** Nano-dollars for one token of each kind; a write that lives an hour costs twice the input. */
  record Price(long input, long output, long cacheRead, long cacheWrite5m) {
    long nanodollars(TokenUsage usage) {
      return usage.input() * input
          + usage.output() * output
          + usage.cacheRead() * cacheRead
          + usage.cacheWrite5m() * cacheWrite5m
          + usage.cacheWrite1h() * 2 * input;
    }
  }

  /**
   * A model, its price, and the price of a request with more input (cache included) than the limit.
   */
  private record Listed(String prefix, Price price, long limit, Price beyondLimit) {}

  private static final Price OPUS = new Price(4_000, 20_000, 200, 5_000);

  private final List<Listed> models = new ArrayList<>();

  /** The first name that a model starts with counts. */
  ModelPrices() {
    models.add(
        new Listed(
            "claude-haiku-5-5",
            new Price(100, 500, 10, 125),
            100_000,
            new Price(500, 2_500, 50, 625)));
    add("claude-opus-5-5", OPUS);
    add("claude-sonnet-5-5", new Price(2_000, 10_000, 100, 2_500));
    add("claude-opus-5", new Price(5_000, 25_000, 500, 6_250));
    add("claude-opus-4-8", new Price(5_000, 25_000, 500, 6_250));
    add("claude-sonnet-5", new Price(2_000, 10_000, 200, 2_500));
    add("claude-sonnet-4", new Price(3_000, 15_000, 300, 3_750));
    add("claude-haiku-4", new Price(1_000, 5_000, 100, 1_250));
  }

  private void add(String prefix, Price price) {
    models.add(new Listed(prefix, price, Long.MAX_VALUE, price));
  }

  /** An unknown model costs what the client takes it for: the present Opus. */
  long nanodollars(String model, TokenUsage usage) {
    for (Listed listed : models) {
      if (model.startsWith(listed.prefix())) {
        long input = usage.input() + usage.cacheRead() + usage.cacheWrite();
        return (input > listed.limit() ? listed.beyondLimit() : listed.price()).nanodollars(usage);
      }
    }
    return OPUS.nanodollars(usage);
  }

  List<String> models() {
    return models.stream().map(Listed::prefix).toList();
  }
}
