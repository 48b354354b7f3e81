package dev.agentpool.ledger;

import dev.agentpool.live.LiveSession;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A live session that is to be opened, with its first turn.
 *
 * @param first its first turn; its settings are those of all turns, and its seat is its slot
 * @param coordinator at most 200 characters; null for nobody in particular
 * @param about see {@link LiveSession#about}
 * @param lasts how long it lives at most; null for no limit
 * @param maxTurns at least 1; null for no limit
 * @param atMost so many sessions may live: of the coordinator when there is one, else of all pools
 * @param idempotencyKey the same key with the same first turn gives the same session again
 */
public record SessionDraft(
    PoolId pool,
    TaskSpec first,
    @Nullable String coordinator,
    String about,
    @Nullable Duration lasts,
    @Nullable Integer maxTurns,
    int atMost,
    @Nullable String idempotencyKey) {
  private static final int LONGEST_COORDINATOR = 200;

  public SessionDraft {
    if (about.length() > LiveSession.LONGEST_ABOUT) {
      throw new IllegalArgumentException(
          "what is to be said of the session has "
              + about.length()
              + " characters; at most "
              + LiveSession.LONGEST_ABOUT
              + " fit");
    }
    if (lasts != null && !lasts.isPositive()) {
      throw new IllegalArgumentException("a session must be given more time than none");
    }
    if (maxTurns != null && maxTurns < 1) {
      throw new IllegalArgumentException("a session must be given at least one turn");
    }
    if (coordinator != null
        && (coordinator.isBlank() || coordinator.length() > LONGEST_COORDINATOR)) {
      throw new IllegalArgumentException(
          "a coordinator's id has 1 to " + LONGEST_COORDINATOR + " characters");
    }
  }
}
