package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.moves.SteadyClock;
import java.time.Instant;

/** The time of the move that has the books. Guarded by the lock of who begins moves. */
final class MoveTime {
  private final SteadyClock clock;
  private Instant now;

  MoveTime(SteadyClock clock) {
    this.clock = clock;
    now = clock.now();
  }

  void begin() {
    now = clock.now();
  }

  Instant now() {
    return now;
  }
}
