package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolRecord;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
    }
  }

  private static Figures figures(
      Ledger ledger, PoolRecord pool, @Nullable Instant since, @Nullable String model) {
    return ledger.figures(new FigureFilter(pool.id(), since, null, List.of(), model));
  }
}
