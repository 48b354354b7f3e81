package dev.agentpool.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots are wanted.
 *
 * @param provider of this one alone; null for all
 * @param from taken at this time or later; null: from the first
 * @param until taken before this time; null: to the newest
 */
public record UsageFilter(
    @Nullable String provider, @Nullable Instant from, @Nullable Instant until, int limit) {
  public UsageFilter {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit);
    }
  }
}
