package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
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
  private Money reserved;
  private boolean settled;
  private boolean current;
  private @Nullable String sessionFolder;
  private @Nullable String providerSession;
  private @Nullable Cost cost;
  private @Nullable Outcome outcome;
  private @Nullable Instant endedAt;

  AttemptChange(AttemptRecord before) {
    this.before = before;
    leaseUntil = before.leaseUntil();
    reserved = before.reserved();
    settled = before.settled();
    current = before.current();
    sessionFolder = before.sessionFolder();
    providerSession = before.providerSession();
    cost = before.cost();
    outcome = before.outcome();
    endedAt = before.endedAt();
  }

  AttemptChange leaseUntil(Instant until) {
    leaseUntil = until;
    return this;
  }

  AttemptChange reserved(Money amount) {
    reserved = amount;
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

  AttemptChange settled(Cost booked, TaskResult result, Instant now) {
    settled = true;
    current = false;
    cost = booked;
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
        reserved,
        settled,
        current,
        sessionFolder,
        providerSession,
        cost,
        outcome,
        endedAt);
  }
}
