package dev.agentpool.ledger;

import dev.agentpool.pool.PoolId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a pool count in {@link Figures}. Those that stand for a plan or finish its
 * workspace never do: its steps do.
 *
 * @param since submitted then or later; null for all
 * @param until submitted before then
 * @param tags any of them; empty for all
 * @param model as the agent reported it, or as it was configured; null for all
 */
public record FigureFilter(
    PoolId pool,
    @Nullable Instant since,
    @Nullable Instant until,
    List<String> tags,
    @Nullable String model) {
  public FigureFilter {
    tags = List.copyOf(tags);
  }

  public static FigureFilter all(PoolId pool) {
    return new FigureFilter(pool, null, null, List.of(), null);
  }
}
