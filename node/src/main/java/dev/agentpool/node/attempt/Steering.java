package dev.agentpool.node.attempt;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.Turn;
import dev.agentpool.task.TaskRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the agent of a live session what is said to it while its turn runs, in the order in which
 * it was said. Of a task in no session's seat it tells nothing. Thread-safe.
 *
 * <p>INVARIANT: a word that the agent has heard is gone from the ledger before the attempt is
 * settled, since what is left there then is the next turn.
 */
final class Steering {
  private static final Logger LOG = LoggerFactory.getLogger(Steering.class);
  private static final int SHOWN = 200;
  private final Ledger ledger;
  private final PoolId pool;
  private final Optional<SessionId> session;
  private final ActivityWriter activity;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> told = new HashSet<>(); // into this turn; guarded by lock
  private @Nullable Turn turn; // guarded by lock

  Steering(Ledger ledger, TaskRecord task, ActivityWriter activity) {
    this.ledger = ledger;
    this.pool = task.pool();
    String slot = task.spec().ordering().slot();
    this.session = slot == null ? Optional.empty() : SessionId.find(slot);
    this.activity = activity;
  }

  /** This turn runs from now on, and is told what waits. */
  void into(Turn running) {
    if (session.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      turn = running;
      told.clear();
    } finally {
      lock.unlock();
    }
    look();
  }

  /** Something was said. Blocks. */
  void look() {
    lock.lock();
    try {
      Turn running = turn;
      if (running != null) {
        tell(running);
      }
    } catch (LedgerException unavailable) {
      LOG.warn("words to {} are told later: {}", session, unavailable.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /** None overtakes one before it; what this turn does not take is the next one. */
  private void tell(Turn running) {
    for (Word word : waiting()) {
      if (!heard.contains(word.id()) && !told.contains(word.id())) {
        if (!running.tell(word.id(), word.text())) {
          return;
        }
        told.add(word.id());
      }
    }
  }

  private List<Word> waiting() {
    return session.map(to -> Words.to(to, pool, ledger)).orElse(List.of());
  }

  /** On the session's thread, which must not wait for the ledger. */
  void heard(String word) {
    heard.add(word);
    Thread.ofVirtual().name("heard-" + word).start(this::keepInTime);
  }

  private void keepInTime() {
    try {
      keep();
    } catch (LedgerException unavailable) {
      LOG.warn("a word to {} was heard, and is kept later", session);
    }
  }

  /** The turn is over: what was said and not heard is not told any more. */
  void over() {
    lock.lock();
    try {
      turn = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes away what was heard.
   *
   * @throws LedgerException when the ledger cannot be written
   */
  void keep() {
    lock.lock();
    try {
      if (!heard.isEmpty()) {
        waiting().stream().filter(word -> heard.contains(word.id())).forEach(this::keep);
      }
    } finally {
      lock.unlock();
    }
  }

  private void keep(Word word) {
    if (Words.SPACE.in(ledger).remove(pool, Words.key(word))) {
      String text = word.text().strip().replaceAll("\\s+", " ");
      String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
      activity.notice(word.by() + " said while it worked: " + shown);
    }
  }
}
