package dev.agentpool.testkit.simulation;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens live sessions, speaks to them, lets their time pass and ends them at random, and knows what
 * must be so then: one that has ended stays so and has no turn that could begin, none is spoken to
 * more often than it may be, no more live than may. Throws {@link AssertionError} where the ledger
 * differs. Not thread-safe.
 */
final class Seats {
  private static final int MOST = 6;
  private final Ledger ledger;
  private final Chance chance;
  private final Map<SessionId, LiveSession> known = new LinkedHashMap<>();

  Seats(Ledger ledger, Chance chance) {
    this.ledger = ledger;
    this.chance = chance;
  }

  /** A seat of the pool whose turns a node may take; null when it has none. */
  @Nullable String seat(PoolId pool) {
    List<LiveSession> of =
        known.values().stream().filter(session -> session.pool().equals(pool)).toList();
    return of.isEmpty() ? null : chance.oneOf(of).id().value();
  }

  /** One move of whoever drives them. */
  void move(PoolId pool) {
    if (known.isEmpty() || chance.percent(25)) {
      open(pool);
      return;
    }
    LiveSession before = chance.oneOf(List.copyOf(known.values()));
    LiveSession now = ledger.session(before.id()).orElseThrow();
    require(isLater(before, now), "went back", now);
    known.put(now.id(), now);
    switch (chance.below(7)) {
      case 0 -> end(now);
      case 1 -> ledger.endDueSessions().forEach(this::due);
      case 2 -> spoken(now, ledger.spokenTo(now.id()));
      case 3 -> into(now);
      default -> send(now);
    }
  }

  private void open(PoolId pool) {
    SessionDraft draft =
        new SessionDraft(
            pool,
            TaskSpec.of("begin"),
            null,
            "{}",
            chance.percent(30) ? Duration.ofMinutes(1 + chance.below(60)) : null,
            chance.percent(50) ? 1 + chance.below(4) : null,
            MOST,
            null);
    long living = ledger.count(SessionFilter.living());
    switch (ledger.openSession(draft)) {
      case Reply.Done(LiveSession session) -> {
        require(living < MOST, "is one too many", session);
        known.put(session.id(), session);
      }
      case Reply.Refused(Refusal why) ->
          require(
              why.code() != Refusal.Code.TOO_MANY_SESSIONS || living >= MOST,
              "is refused as " + why,
              draft);
    }
  }

  private void send(LiveSession before) {
    switch (ledger.sendTurn(before.id(), TaskSpec.of("go on"), null)) {
      case Reply.Done(TaskId turn) -> {
        require(before.lives() && !before.isSpokenOut(), "was spoken to", before);
        LiveSession after = ledger.session(before.id()).orElseThrow();
        require(after.lastTurn().equals(turn), "has another turn", after);
        require(after.turnsSent() == before.turnsSent() + 1, "does not count", after);
        known.put(after.id(), after);
      }
      case Reply.Refused(Refusal why) -> refused(before, why);
    }
  }

  /** It is heard at once, or waits. */
  private void into(LiveSession before) {
    switch (ledger.sayInto(before.id(), TaskSpec.of("and this"), "p", null)) {
      case Reply.Done(Optional<Word> word) -> {
        LiveSession after = ledger.session(before.id()).orElseThrow();
        int more = word.isPresent() ? 1 : 0;
        require(after.turnsSent() == before.turnsSent() + more, "does not count", after);
        known.put(after.id(), after);
        word.filter(_ -> chance.percent(50)).ifPresent(heard -> hears(after, heard));
      }
      case Reply.Refused(Refusal why) -> refused(before, why);
    }
  }

  private void hears(LiveSession session, Word heard) {
    Words.SPACE.in(ledger).remove(session.pool(), Words.key(heard));
  }

  private void spoken(LiveSession before, Reply<LiveSession> reply) {
    switch (reply) {
      case Reply.Done(LiveSession after) -> {
        require(before.lives() && !before.isSpokenOut(), "was spoken to", before);
        known.put(after.id(), after);
      }
      case Reply.Refused(Refusal why) -> refused(before, why);
    }
  }

  /** Whoever speaks may also be refused for the pool's sake: it is full, or has no money. */
  private void refused(LiveSession before, Refusal why) {
    switch (why.code()) {
      case SESSION_ENDED -> require(!before.lives(), "is refused as " + why, before);
      case SESSION_TIMEOUT ->
          require(!before.lives() || before.isDue(ledger.now()), "is refused as " + why, before);
      case TURN_LIMIT_REACHED -> require(before.isSpokenOut(), "is refused as " + why, before);
      default -> {}
    }
  }

  private void end(LiveSession before) {
    LiveSession after = ledger.endSession(before.id(), EndedAs.CANCELLED, "so").orThrow();
    require(before.lives() || before.equals(after), "ended twice", after);
    hasEnded(after);
  }

  private void due(LiveSession after) {
    require(after.deadline() != null, "has no deadline", after);
    hasEnded(after);
  }

  private void hasEnded(LiveSession after) {
    require(!after.lives(), "lives on", after);
    require(ledger.openTurns(Set.of(after.id())).isEmpty(), "could still begin a turn", after);
    require(Words.to(after.id(), after.pool(), ledger).isEmpty(), "is still told words", after);
    known.put(after.id(), after);
  }

  /** It stays what it is, counts on, and once ended is ended so. */
  private static boolean isLater(LiveSession before, LiveSession now) {
    return before.firstTurn().equals(now.firstTurn())
        && before.turnsSent() <= now.turnsSent()
        && (before.lives() || before.equals(now));
  }

  /** Everything that was begun in a seat is to end; the seats are given up. */
  void endAll() {
    known
        .values()
        .forEach(session ->
            ledger.endSession(session.id(), EndedAs.COMPLETED, "that was all").orThrow());
    known.replaceAll((id, _) -> ledger.session(id).orElseThrow());
    known.values().forEach(this::hasEnded);
    require(ledger.count(SessionFilter.living()) == 0, "lives on", known);
  }

  private static void require(boolean isSo, String what, Object of) {
    if (!isSo) {
      throw new AssertionError("a session " + what + ": " + of);
    }
  }
}
