package dev.agentpool.examples;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.api.Pool;
import dev.agentpool.api.PoolException;
import dev.agentpool.api.SlotOptions;
import dev.agentpool.api.TaskOptions;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.settings.PermissionMode;
import java.nio.file.Path;
import java.time.Instant;

/** Money: a cap for the pool, one for a task, and what was spent. */
public final class BudgetExample {
  private BudgetExample() {}

  public static void main(String[] arguments) {
    Path project = Path.of(arguments[0]);
    Pool pool =
        Pool.builder()
            .project(project)
            .slots(2)
            .permissionMode(PermissionMode.ACCEPT_EDITS)
            .budgetUsd(5)
            .slot(SlotOptions.DEFAULTS.withName("careful").withRole("reviewer"))
            .build();
    try (pool) {
      System.out.println(pool.status().budget().map(Cost::toString).orElse("no budget"));
    }
    try (Pool again = Pool.builder().project(project).budgetUsd(5).build()) {
      again.run("Say hello.");
      tooMuch(again);
      figures(again);
    }
  }

  private static void tooMuch(Pool pool) {
    try {
      pool.run("Write a novel.", TaskOptions.DEFAULTS.withMaxBudgetUsd(100));
    } catch (PoolException.TaskBudgetExceedsRemaining refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static void figures(Pool pool) {
    SessionMetrics metrics = pool.metrics();
    System.out.println(metrics.completed() + " tasks for " + metrics.totalSpend());
    MetricsFilter lastHour = MetricsFilter.ALL.since(Instant.now().minusSeconds(3600));
    System.out.println(pool.metrics(lastHour).totalSpend());
  }
}
