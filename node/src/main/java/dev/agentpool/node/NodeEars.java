package dev.agentpool.node;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.attempt.Interruption;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.task.Ordering;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node does when it hears of a change; mostly it wakes the pool. */
final class NodeEars {
  private static final Logger LOG = LoggerFactory.getLogger(NodeEars.class);
  private final Ledger ledger;
  private final OpenPools pools;

  NodeEars(Ledger ledger, OpenPools pools) {
    this.ledger = ledger;
    this.pools = pools;
  }

  /** On the journal's thread. */
  void heard(JournalEntry entry) {
    PoolRunner pool = pools.find(entry.pool());
    if (pool == null) {
      return;
    }
    switch (entry.kind()) {
      case PUT_BACK, SETTLED -> {
        pool.wake();
        wakeOthers(entry);
      }
      case SUBMITTED, UNBLOCKED, REJECTED, CAPS_CHANGED, LATE_RESULT, REFUSED_FOR_BUDGET ->
          pool.wake();
      case CANCELLED -> {
        entry
            .task()
            .flatMap(pools::running)
            .ifPresent(
                run -> Thread.ofVirtual().start(() -> run.interrupt(Interruption.CANCELLED)));
        pool.wake();
        wakeOthers(entry);
      }
      case SESSION_ENDED -> {
        if (entry.subject() instanceof Subject.OfSession(SessionId ended)) {
          Thread.ofVirtual().name("retire-" + ended).start(() -> pool.retire(ended.value()));
        }
      }
      case NOTE_SET_ASIDE ->
          LOG.warn(
              "{} of {} could not be read and was set aside: see `agentpool watch --after {}`",
              entry.subject(),
              entry.pool(),
              entry.seq() - 1);
      case NOTE_PUT, NOTE_REMOVED -> {
        if (entry.space().filter(SlotNotes::concerns).isPresent()) {
          Thread.ofVirtual().name("notes-" + entry.pool()).start(() -> follow(pool));
        } else if (entry.kind() == JournalKind.NOTE_PUT
            && entry.subject() instanceof Subject.OfNote(String space, String key)
            && space.equals(Words.SPACE.name())) {
          Thread.ofVirtual().name("word-" + key).start(() -> spokenTo(key));
        }
      }
      case POOL_OPENED,
          CLAIMED,
          RESERVATION_EXTENDED,
          APPROVED,
          DEPENDENCY_FAILED,
          GAVE_UP_WAITING,
          PLAN_ENDED,
          SESSION_OPENED,
          SESSION_SPOKEN_TO -> {}
    }
  }

  /** Other pools may have waited for the lane of a task that has ended. */
  private void wakeOthers(JournalEntry entry) {
    boolean isShared =
        pools.all().size() > 1
            && entry
                .task()
                .flatMap(ledger::task)
                .map(task -> task.spec().ordering().lane())
                .filter(Ordering::isEverywhere)
                .isPresent();
    if (isShared) {
      pools.all().forEach(PoolRunner::wake);
    }
  }

  private void spokenTo(String word) {
    pools.running().stream().filter(run -> isTo(run, word)).forEach(AttemptRun::spokenTo);
  }

  private static boolean isTo(AttemptRun run, String word) {
    return Optional.ofNullable(run.task().spec().ordering().slot())
        .flatMap(SessionId::find)
        .filter(session -> Words.isTo(session, word))
        .isPresent();
  }

  /** Not on the journal's thread: a slot that is gone has its session ended. */
  private static void follow(PoolRunner pool) {
    try {
      pool.followNotes();
    } catch (LedgerException e) {
      LOG.warn("pool {} cannot follow its notes yet: {}", pool.id(), e.getMessage());
    }
  }
}
