package dev.agentpool.ledger.space;

import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NoteReadings;
import dev.agentpool.pool.PoolId;
import java.time.Instant;

/** That a pool is drained: nothing is submitted to it, and nothing of it begins. */
public final class Drained {
  public static final String KEY = "drained";

  /** Since when. */
  public static final Space<Instant> SPACE =
      new Space<>(
          "pool", Codec.of(Instant::toString, Instant::parse), new NoteBound(100, 1_000, 1));

  private Drained() {}

  /** Whatever its note says: one that cannot be read closes the pool all the same. */
  public static boolean isSo(NoteReadings notes, PoolId pool) {
    return notes.note(pool, SPACE.name(), KEY).isPresent();
  }
}
