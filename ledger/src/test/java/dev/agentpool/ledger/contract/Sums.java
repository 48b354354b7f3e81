package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.Worked;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskFilter;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the figures that a ledger keeps are those that adding up its tasks gives. */
public final class Sums {
  private Sums() {}

  /** Of each pool and of each model that occurs in it: asked for with a time, they are added up. */
  public static void check(Ledger ledger) {
    for (PoolRecord pool : ledger.pools()) {
      Figures all = ledger.figures(FigureFilter.all(pool.id()));
      Set<@Nullable String> models = new HashSet<>();
      models.add(null);
      for (Figures.Group group : all.groups()) {
        models.add(group.model());
        models.add(group.configured());
      }
      for (@Nullable String model : models) {
        Figures kept = figures(ledger, pool, null, model);
        Figures added = figures(ledger, pool, Instant.EPOCH, model);
        assertThat(kept.groups())
            .as("the groups of %s", model)
            .containsExactlyInAnyOrderElementsOf(added.groups());
        assertThat(new Figures(List.of(), kept.dearest(), kept.times(), kept.first()))
            .as("the extremes of %s", model)
            .isEqualTo(new Figures(List.of(), added.dearest(), added.times(), added.first()));
      }
      checkWork(ledger, pool);
    }
  }

  /** What the sums by quarters of an hour tell is what the attempts themselves do. */
  private static void checkWork(Ledger ledger, PoolRecord pool) {
    List<Worked> kept =
        ledger.worked(
            new WorkFilter(pool.id(), null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
    List<AttemptRecord> attempts =
        ledger.tasks(new TaskFilter(pool.id(), Set.of(), List.of(), null, null, 10_000, 0)).stream()
            .filter(task -> task.spec().part().byAgent())
            .flatMap(task -> ledger.attempts(task.id()).stream())
            .filter(attempt -> attempt.uses() != null && attempt.endedAt() != null)
            .filter(attempt ->
                attempt.outcome() != null && attempt.outcome().code() != OutcomeCode.NOT_STARTED)
            .toList();
    assertThat(kept.stream().mapToLong(Worked::attempts).sum()).isEqualTo(attempts.size());
    assertThat(kept.stream().map(Worked::cost).reduce(Cost.NOTHING, Cost::plus))
        .isEqualTo(
            attempts.stream()
                .map(attempt -> Objects.requireNonNull(attempt.cost()))
                .reduce(Cost.NOTHING, Cost::plus));
    assertThat(kept.stream().mapToLong(worked -> worked.tokens().all()).sum())
        .isEqualTo(
            attempts.stream()
                .mapToLong(
                    attempt -> Objects.requireNonNull(attempt.uses()).tokens().certain().count())
                .sum());
  }

  private static Figures figures(
      Ledger ledger, PoolRecord pool, @Nullable Instant since, @Nullable String model) {
    return ledger.figures(new FigureFilter(pool.id(), since, null, List.of(), model));
  }
}
