package dev.agentpool.testkit.simulation;

import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands still for a while: a provider whose window is full or whose log-in is lost, a pool
 * that is drained or whose project is in no state to work in. A clock that is set back makes it
 * longer.
 */
final class Standstills {
  static final String USUAL_PROVIDER = "claude";
  private static final List<String> PROVIDERS = List.of(USUAL_PROVIDER, "codex");
  private final Chance chance;
  private final Map<String, Instant> providers = new HashMap<>();
  private final Map<PoolId, Instant> pools = new HashMap<>();

  Standstills(Chance chance) {
    this.chance = chance;
  }

  /** Something stops, or a person lets everything go on. */
  void change(List<PoolId> all, Instant now) {
    switch (chance.below(4)) {
      case 0 -> {
        providers.clear();
        pools.clear();
      }
      case 1 -> pools.put(chance.oneOf(all), until(now));
      default -> providers.put(chance.oneOf(PROVIDERS), until(now));
    }
  }

  private Instant until(Instant now) {
    return now.plus(Duration.ofSeconds(chance.between(1, 1_800)));
  }

  boolean stands(PoolId pool, Instant now) {
    return pools.getOrDefault(pool, Instant.MIN).isAfter(now);
  }

  Set<String> pausedProviders(Instant now) {
    Set<String> paused = new HashSet<>();
    providers.forEach((provider, until) -> {
      if (until.isAfter(now)) {
        paused.add(provider);
      }
    });
    return paused;
  }

  void end() {
    providers.clear();
    pools.clear();
  }

  static String providerOf(TaskRecord task) {
    return task.spec().settings().find(SettingKeys.PROVIDER).orElse(USUAL_PROVIDER);
  }
}
