package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.sql.Commits;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that tells listeners of commits, this node's own and those heard of; each number
 * once, rising.
 */
final class Announcer {
  private static final long STOP = -1;

  private final Commits commits;
  private final BlockingQueue<Long> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  Announcer(Commits commits, long lastSequence) {
    this.commits = commits;
    thread =
        Thread.ofPlatform().name("ledger-commits").daemon(true).unstarted(() -> work(lastSequence));
    thread.start();
  }

  void announce(long sequence) {
    queue.add(sequence);
  }

  void close() {
    queue.add(STOP);
  }

  private void work(long told) {
    long last = told;
    while (true) {
      long next;
      try {
        next = queue.take();
      } catch (InterruptedException _) {
        continue; // nobody but close() ends this thread
      }
      if (next == STOP) {
        return;
      }
      if (next > last) {
        last = next;
        commits.tell(next);
      }
    }
  }
}
