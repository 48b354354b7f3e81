package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.settings.SettingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the ledger for a pool's work, and knows when it is worth asking again. */
final class Claims {
  private static final double ESTIMATE_FACTOR = 1.5;
  private final NodeParts parts;
  private final Supplier<PoolConfig> config;

  Claims(NodeParts parts, Supplier<PoolConfig> config) {
    this.parts = parts;
    this.config = config;
  }

  ClaimReply claim(String slot) {
    PoolConfig now = config.get();
    return parts
        .ledger()
        .claim(
            new ClaimRequest(
                parts.id(),
                now.id(),
                slot,
                parts.timings().lease(),
                parts.pauses().paused(parts.ledger().now()),
                now.project().over(now.user()).get(SettingKeys.PROVIDER),
                now.reserve(),
                ESTIMATE_FACTOR,
                Roster.isAgent(slot)));
  }

  /** How long there is nothing to ask for: until the queue or a provider's pause says so. */
  Duration untilDue(@Nullable Instant wakeAt, Duration atMost) {
    Instant now = parts.ledger().now();
    Duration wait = atMost;
    if (wakeAt != null) {
      wait = least(wait, Duration.between(now, wakeAt));
    }
    for (ProviderPauses.Pause pause : parts.pauses().current(now)) {
      wait = least(wait, Duration.between(now, pause.until()));
    }
    return wait.compareTo(Duration.ofMillis(1)) > 0 ? wait : Duration.ofMillis(1);
  }

  static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
