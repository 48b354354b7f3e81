package dev.agentpool.feed;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal once for everyone who waits for it. Each subscriber hears every entry after its
 * subscription, in order, on the feed's own thread, and must return at once.
 */
public final class JournalFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);
  private static final int PAGE = 1_000;
  private final Ledger ledger;
  private final Semaphore commits = new Semaphore(0);
  private final List<Consumer<JournalEntry>> subscribers = new CopyOnWriteArrayList<>();
  private final AutoCloseable hook;
  private final Thread thread;
  private volatile boolean closed;
  private long cursor;

  public JournalFeed(Ledger ledger) {
    this.ledger = ledger;
    this.cursor = ledger.lastSequence();
    this.hook = ledger.onCommit(_ -> commits.release());
    this.thread = Thread.ofPlatform().name("journal-feed").daemon().start(this::run);
  }

  /** Close the subscription to stop hearing. */
  public Subscription subscribe(Consumer<JournalEntry> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  private void run() {
    while (!closed) {
      commits.acquireUninterruptibly();
      commits.drainPermits();
      try {
        deliver();
      } catch (LedgerException unreadable) {
        if (!closed) {
          LOG.warn(
              "the journal cannot be read at {}; the next commit tries again", cursor, unreadable);
        }
      }
    }
  }

  private void deliver() {
    List<JournalEntry> page;
    do {
      page = ledger.journal(cursor, PAGE);
      for (JournalEntry entry : page) {
        cursor = entry.seq();
        for (Consumer<JournalEntry> subscriber : subscribers) {
          tell(subscriber, entry);
        }
      }
    } while (page.size() == PAGE && !closed);
  }

  private static void tell(Consumer<JournalEntry> subscriber, JournalEntry entry) {
    try {
      subscriber.accept(entry);
    } catch (RuntimeException e) {
      LOG.error("a reader of the journal failed at entry {}", entry.seq(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    commits.release();
    try {
      hook.close();
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the commit hook does not close", e);
    }
  }

  /** A standing subscription. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
