package dev.agentpool.node.attempt;

import dev.agentpool.budget.Money;
import dev.agentpool.price.Prices;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.AgentReport;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's tokens come to in dollars.
 *
 * @param configured the model that the agent was told to use; null when nothing names one
 * @param tellsDollars whether its CLI tells dollars by itself, which win
 */
record Pricing(Supplier<Prices> prices, @Nullable String configured, boolean tellsDollars) {
  /** The end of a turn: dollars where its CLI told none. */
  AgentReport.Spent of(AgentReport report) {
    return prices.get().priced(report.spent(), model(report.model()));
  }

  /** While a turn runs, the most that it may have cost; empty when its CLI says so itself. */
  Optional<Money> soFar(AgentEvent.TokensSoFar taken) {
    return tellsDollars
        ? Optional.empty()
        : Optional.of(prices.get().atMost(model(taken.model()), taken.turn()));
  }

  private @Nullable String model(@Nullable String reported) {
    return reported == null || reported.isBlank() ? configured : reported;
  }
}
