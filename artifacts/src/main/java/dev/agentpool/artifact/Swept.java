package dev.agentpool.artifact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at all that agents left came to.
 *
 * @param at when it was
 * @param removed what went, or would go
 * @param kept how many holders have something after it
 * @param keptBytes how much that is
 */
public record Swept(Instant at, List<Removed> removed, int kept, long keptBytes) {
  /**
   * One of them.
   *
   * @param pool empty when the ledger does not know it
   * @param why {@code age} or {@code size}
   */
  public record Removed(String holder, Optional<String> pool, long bytes, String why) {}

  public Swept {
    removed = List.copyOf(removed);
  }

  public long removedBytes() {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }
}
