package dev.agentpool.node.place;

import dev.agentpool.config.Home;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Optional;

/** Live sessions that have ended, and whose workspace a daemon before did not get to finish. */
public final class LeftSeats {
  private LeftSeats() {}

  public static List<LiveSession> of(Home home, Ledger ledger) {
    return new PlanPlaces(home)
        .known().stream()
            .map(ledger::task)
            .flatMap(Optional::stream)
            .map(LeftSeats::seat)
            .flatMap(Optional::stream)
            .map(ledger::session)
            .flatMap(Optional::stream)
            .filter(session -> !session.lives())
            .toList();
  }

  private static Optional<SessionId> seat(TaskRecord turn) {
    String slot = turn.spec().ordering().slot();
    return slot == null ? Optional.empty() : SessionId.find(slot);
  }
}
