package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Uses;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next version of an attempt while a move writes it. Not thread-safe; lives inside one move.
 */
final class AttemptChange {
  private final AttemptRecord before;
  private Instant leaseUntil;
  private Reservation reservation;
  private boolean settled;
  private boolean current;
  private @Nullable String sessionFolder;
  private @Nullable String providerSession;
  private @Nullable Uses uses;
  private @Nullable Outcome outcome;
  private @Nullable Instant endedAt;

  AttemptChange(AttemptRecord before) {
    this.before = before;
    leaseUntil = before.leaseUntil();
    reservation = before.reservation();
    settled = before.settled();
    current = before.current();
    sessionFolder = before.sessionFolder();
    providerSession = before.providerSession();
    uses = before.uses();
    outcome = before.outcome();
    endedAt = before.endedAt();
  }

  AttemptChange leaseUntil(Instant until) {
    leaseUntil = until;
    return this;
  }

  AttemptChange reserved(Amount amount) {
    reservation = reservation.with(amount);
    return this;
  }

  /** A conversation that is known already is not forgotten by a note that knows none. */
  AttemptChange session(String folder, @Nullable String conversation) {
    sessionFolder = folder;
    providerSession = conversation == null ? providerSession : conversation;
    return this;
  }

  AttemptChange notCurrent(@Nullable Outcome how) {
    current = false;
    outcome = how;
    return this;
  }

  AttemptChange settled(Uses booked, TaskResult result, Instant now) {
    settled = true;
    current = false;
    uses = booked;
    outcome = result.outcome();
    endedAt = now;
    providerSession =
        result.report().conversation() == null ? providerSession : result.report().conversation();
    return this;
  }

  AttemptRecord done() {
    return new AttemptRecord(
        before.key(),
        before.pool(),
        before.node(),
        before.slot(),
        before.startedAt(),
        leaseUntil,
        reservation,
        settled,
        current,
        sessionFolder,
        providerSession,
        uses,
        outcome,
        endedAt);
  }
}
