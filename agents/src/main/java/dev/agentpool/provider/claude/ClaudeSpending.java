package dev.agentpool.provider.claude;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one turn has cost. The CLI tells what the conversation has: a turn is the difference to what
 * it had before. Thread-safe.
 */
final class ClaudeSpending {
  private final double before;
  private volatile Money seen = Money.ZERO;

  /**
   * @param before what the conversation had cost before the turn, in USD
   */
  ClaudeSpending(double before) {
    this.before = before;
  }

  /** The conversation has cost so much by now; what the turn has, when that is more than known. */
  Optional<Money> soFar(double total) {
    Money turn = difference(total);
    if (!turn.isMoreThan(seen)) {
      return Optional.empty();
    }
    seen = turn;
    return Optional.of(turn);
  }

  /** Of a turn without a result: at least what was seen of it. */
  Cost unsaid() {
    return new Cost.Unknown(seen);
  }

  /** As a result line tells. */
  Cost of(JsonNode result) {
    JsonNode total = result.path("total_cost_usd");
    return total.isNumber() ? Cost.known(spent(result, total.asDouble())) : unsaid();
  }

  /**
   * A total below the one before is of a process that forgot it: then only the usage since the last
   * result tells.
   */
  private Money spent(JsonNode result, double total) {
    if (total >= before) {
      return difference(total);
    }
    double sum = 0;
    for (JsonNode usage : result.path("model_usage_since_last_result")) {
      sum += usage.path("costUSD").asDouble(0);
    }
    return micros(BigDecimal.valueOf(Math.max(sum, total))).max(seen);
  }

  private Money difference(double total) {
    BigDecimal turn = BigDecimal.valueOf(total).subtract(BigDecimal.valueOf(before));
    return micros(turn).max(Money.ZERO);
  }

  private static Money micros(BigDecimal usd) {
    return Money.ofUsd(usd.setScale(6, RoundingMode.HALF_UP));
  }

  /**
   * Of this turn: after an interrupt {@code usage} is all zero, so the usage by model is better
   * where it is there.
   */
  static TokenUsage tokens(JsonNode result) {
    JsonNode byModel = result.path("model_usage_since_last_result");
    if (byModel.isObject() && !byModel.isEmpty()) {
      TokenUsage sum = TokenUsage.NONE;
      for (JsonNode usage : byModel) {
        sum =
            sum.plus(
                new TokenUsage(
                    usage.path("inputTokens").asLong(0),
                    usage.path("outputTokens").asLong(0),
                    usage.path("cacheReadInputTokens").asLong(0),
                    usage.path("cacheCreationInputTokens").asLong(0)));
      }
      return sum;
    }
    JsonNode usage = result.path("usage");
    return new TokenUsage(
        usage.path("input_tokens").asLong(0),
        usage.path("output_tokens").asLong(0),
        usage.path("cache_read_input_tokens").asLong(0),
        usage.path("cache_creation_input_tokens").asLong(0));
  }
}
