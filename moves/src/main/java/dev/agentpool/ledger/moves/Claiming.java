package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Reservation;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next task for a free slot and starts its attempt.
 *
 * <p>Candidates come in the order of the queue. One for whose reservation there is no room now is
 * passed over, and a later, smaller one may go first, but only for {@link MoveSettings#patience}
 * (10 minutes) after it was first passed over: from then on nothing that draws on the same full
 * account may pass it, so that a big task does not starve. One that could not fit even if every
 * running attempt settled at zero (for a task without a cap: when nothing at all is left) is
 * refused for good; if only the day's cap is in its way it waits for the next day. Where a cap of
 * the pool is in its way and its settings let a person be asked, it waits for the answer instead,
 * out of the others' way ({@link MoneyMoves}). A claim looks at no more than {@value
 * #MOST_LOOKED_AT} tasks.
 */
final class Claiming {
  private static final int PAGE = 32;
  private static final int MOST_LOOKED_AT = 256;

  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final PoolCaps caps;
  private final MoneyMoves money;
  private final MoveSettings settings;

  Claiming(
      Books books,
      Transitions transitions,
      Cashbox cashbox,
      PoolCaps caps,
      MoneyMoves money,
      MoveSettings settings) {
    this.books = books;
    this.money = money;
    this.transitions = transitions;
    this.cashbox = cashbox;
    this.caps = caps;
    this.settings = settings;
  }

  ClaimReply claim(ClaimRequest request) {
    PoolRecord pool = books.pools().find(request.pool()).orElse(null);
    if (pool == null) {
      return new ClaimReply.Nothing(null);
    }
    books.queue().promoteDue(pool.id());
    Set<String> withoutProviders = new HashSet<>(request.pausedProviders());
    if (request.pausedProviders().contains(request.defaultProvider())) {
      withoutProviders.add("");
    }
    caps.endRaises(pool);
    Room room = new Room(books, cashbox, pool, request);
    Set<String> withoutPlans = new HashSet<>();
    Candidate.Cursor cursor = Candidate.Cursor.START;
    boolean cleared = false;
    int looked = 0;
    while (looked < MOST_LOOKED_AT) {
      int limit = looked == 0 ? 1 : PAGE; // mostly the first one fits
      List<Candidate> page =
          request.only() == null
              ? books
                  .queue()
                  .ready(
                      pool.id(),
                      request.slot(),
                      request.pinnedOnly(),
                      withoutProviders,
                      withoutPlans,
                      cursor,
                      limit)
              : looked > 0 ? List.of() : books.queue().ready(pool.id(), request.only());
      for (Candidate candidate : page) {
        looked++;
        cursor = candidate.at();
        if (candidate.plan() != null && withoutPlans.contains(candidate.plan().value())) {
          continue;
        }
        switch (room.roomFor(candidate)) {
          case Room.Fits fits -> {
            return start(pool, request, candidate, fits.reservation());
          }
          case Room.Full full -> {
            if (patienceEnded(candidate)) {
              if (full.closesAll()) {
                return nothing(pool, request, cleared, false);
              }
              if (full.closesPlan() && candidate.plan() != null) {
                withoutPlans.add(candidate.plan().value());
              }
            }
          }
          case Room.Tomorrow tomorrow when money.asks(candidate, request) -> {
            money.waits(pool, candidate, tomorrow.in(), request, tomorrow.at());
            cleared = true;
          }
          case Room.Tomorrow tomorrow -> {
            Move move = new Move.Postpone(tomorrow.why(), tomorrow.at());
            transitions.move(record(candidate), move, JournalKind.PUT_BACK, 0, tomorrow.why());
            cleared = true;
          }
          case Room.Never never -> {
            cleared = true;
            Room.InTheWay in = never.in();
            if (in != null && money.asks(candidate, request)) {
              money.waits(pool, candidate, in, request, null);
              break;
            }
            Move move = new Move.RefuseForBudget(never.why());
            transitions.move(
                record(candidate), move, JournalKind.REFUSED_FOR_BUDGET, 0, never.why());
          }
        }
      }
      if (page.size() < limit) {
        return nothing(pool, request, cleared, false);
      }
    }
    return nothing(pool, request, cleared, true);
  }

  /**
   * When the scan ended early but took tasks out of the way, the next claim gets further: it may
   * come at once.
   */
  private ClaimReply nothing(
      PoolRecord pool, ClaimRequest request, boolean cleared, boolean endedEarly) {
    boolean again = money.tidy(pool, request.whenOut());
    @Nullable Instant wakeAt =
        again || (cleared && endedEarly)
            ? books.now()
            : books.queue().nextDue(pool.id()).orElse(null);
    return new ClaimReply.Nothing(wakeAt);
  }

  private TaskRecord record(Candidate candidate) {
    return books.tasks().find(candidate.task()).orElseThrow();
  }

  private boolean patienceEnded(Candidate candidate) {
    Instant since = candidate.passedOverSince();
    if (since == null) {
      books.queue().notePassedOver(candidate.task(), books.now());
      return settings.patience().isZero();
    }
    return Duration.between(since, books.now()).compareTo(settings.patience()) >= 0;
  }

  private ClaimReply start(
      PoolRecord pool, ClaimRequest request, Candidate candidate, Reservation reservation) {
    TaskRecord task = record(candidate);
    if (!(transitions.decide(task, new Move.Claim(request.slot()))
        instanceof Decision.Moved moved)) {
      throw new IllegalStateException(
          task.id() + " stands ready in the queue but cannot be claimed: " + task.state());
    }
    TaskRecord running = moved.after();
    Instant now = books.now();
    Instant leaseUntil = now.plus(request.lease());
    AttemptKey key = running.attempt();
    cashbox.reserve(pool, task.plan(), task.id(), now, reservation);
    books
        .attempts()
        .add(
            new AttemptRecord(
                key,
                pool.id(),
                request.node(),
                request.slot(),
                now,
                leaseUntil,
                reservation,
                false,
                true,
                null,
                null,
                null,
                null,
                null),
            running.spec());
    transitions.carryOut(
        task,
        running,
        JournalKind.CLAIMED,
        key.fence(),
        request.slot() + ", reserved " + reservation.money());
    boolean capped = pool.caps().ofTask(candidate.cap()) != null;
    return new ClaimReply.Claimed(
        running, key, reservation, capped, leaseUntil, previousSession(key));
  }

  private @Nullable String previousSession(AttemptKey key) {
    return key.fence() == 1
        ? null
        : books
            .attempts()
            .find(new AttemptKey(key.task(), key.fence() - 1))
            .map(AttemptRecord::providerSession)
            .orElse(null);
  }
}
