package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes up what people might ask of a pool. */
final class Workload {
  /** What is reserved for a task without a cap and without history. */
  static final Money ESTIMATE = Money.ofMicros(50_000);

  /** The slots of each pool; a task may name one of them. */
  static final List<String> SLOTS = List.of("slot-0", "slot-1", "slot-2");

  private final Chance chance;

  Workload(Chance chance) {
    this.chance = chance;
  }

  /**
   * @param known tasks to wait for, some of them long ended; may be empty
   */
  Submission submission(PoolId pool, List<TaskId> known, @Nullable String idempotencyKey) {
    int size = chance.percent(60) ? 1 : chance.between(2, 6);
    List<Submission.Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Integer> after = new ArrayList<>();
      for (int before = 0; before < i; before++) {
        if (chance.percent(30)) {
          after.add(before);
        }
      }
      List<TaskId> others =
          !known.isEmpty() && chance.percent(10) ? List.of(chance.oneOf(known)) : List.of();
      nodes.add(new Submission.Node(spec(), after, others));
    }
    return new Submission(pool, nodes, planCaps(), idempotencyKey, null, chance.percent(30));
  }

  private Limits planCaps() {
    return chance.percent(75)
        ? Limits.NONE
        : new Limits(
            chance.percent(70) ? money(40_000, 4_000_000) : null,
            chance.percent(20) ? (long) chance.between(1_000, 900_000) : null,
            chance.percent(20) ? (long) chance.between(1, 90) : null);
  }

  private TaskSpec spec() {
    Settings settings = Settings.EMPTY;
    if (chance.percent(30)) {
      settings = settings.with(SettingKeys.MODEL, chance.percent(50) ? "opus" : "haiku");
    }
    if (chance.percent(20)) {
      settings = settings.with(SettingKeys.PROVIDER, "codex");
    }
    if (chance.percent(10)) {
      settings = settings.with(SettingKeys.MAX_TOKENS, chance.between(1_000, 90_000));
    }
    if (chance.percent(10)) {
      settings = settings.with(SettingKeys.MAX_TURNS, chance.between(1, 15));
    }
    String lane = chance.percent(20) ? "lane-" + chance.below(4) : null;
    String slot = chance.percent(10) ? chance.oneOf(SLOTS) : null;
    return TaskSpec.of("do it")
        .withSettings(settings)
        .withOrdering(new Ordering(chance.percent(30) ? chance.between(-100, 100) : 0, lane, slot))
        .withRetry(
            new RetryPolicy(chance.between(1, 3), Duration.ofSeconds(1), Duration.ofSeconds(10)))
        .withReview(new ReviewPolicy(chance.percent(15), chance.between(1, 3)))
        .withCap(chance.percent(30) ? money(20_000, 600_000) : null)
        .withOnDependencyFailure(
            chance.percent(30) ? DependencyPolicy.CONTINUE : DependencyPolicy.FAIL);
  }

  /** Now and then less than the estimate of one task. */
  Caps caps() {
    if (chance.percent(15)) {
      Money little = money(1_000, (int) ESTIMATE.micros() - 1);
      return chance.percent(50) ? new Caps(little, null, null) : new Caps(null, little, null);
    }
    return new Caps(
        new Limits(
            chance.percent(60) ? money(5_000_000, 400_000_000) : null,
            counted(30, 20_000_000),
            counted(30, 3_000)),
        new Limits(
            chance.percent(40) ? money(1_000_000, 40_000_000) : null,
            counted(20, 2_000_000),
            counted(20, 300)),
        chance.percent(20) ? money(100_000, 900_000) : null);
  }

  /** Now and then next to nothing. */
  private @Nullable Long counted(int percent, int most) {
    return chance.percent(percent)
        ? Long.valueOf(chance.percent(15) ? chance.between(1, 20) : chance.between(most / 10, most))
        : null;
  }

  Money money(int leastMicros, int mostMicros) {
    return Money.ofMicros(chance.between(leastMicros, mostMicros));
  }
}
