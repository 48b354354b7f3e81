package dev.agentpool.ledger;

import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts count in {@link Worked}.
 *
 * @param pool null for all
 * @param provider as settings call it; null for all
 * @param from they ended then or later
 * @param until they ended before then
 */
public record WorkFilter(
    @Nullable PoolId pool, @Nullable String provider, Instant from, Instant until) {

  /** Of these sessions' turns alone; they are looked at one by one. */
  public record OfSessions(Set<SessionId> sessions, Instant from, Instant until) {
    public OfSessions {
      sessions = Set.copyOf(sessions);
    }
  }
}
