package dev.agentpool.feed;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code wait(any | all | k of n)}: level-triggered, so what is already true returns at once; then
 * driven by the journal. A task counts when its result is there: terminal, or pending review.
 */
public final class Waits {
  private final Ledger ledger;
  private final JournalFeed feed;

  public Waits(Ledger ledger, JournalFeed feed) {
    this.ledger = ledger;
    this.feed = feed;
  }

  /** What a wait found. Unknown ids are absent from the states, and nothing is waited for then. */
  public record Answer(boolean satisfied, Map<TaskId, TaskState> states) {}

  /**
   * Blocks until at least {@code count} of the tasks are there or the time is over.
   *
   * @param count 1 to the number of ids
   */
  public Answer await(List<TaskId> ids, int count, Duration atMost) throws InterruptedException {
    Set<TaskId> wanted = Set.copyOf(ids);
    int needed = Math.min(count, wanted.size()); // one that is named twice is one
    long deadline = System.nanoTime() + atMost.toNanos();
    Semaphore changed = new Semaphore(0);
    try (JournalFeed.Subscription _ =
        feed.subscribe(entry -> {
          if (entry.task().filter(wanted::contains).isPresent()
              && entry.to() != null
              && entry.to().isThere()) {
            changed.release();
          }
        })) {
      while (true) {
        changed.drainPermits();
        Map<TaskId, TaskState> states = ledger.states(ids);
        int there = (int) states.values().stream().filter(TaskState::isThere).count();
        if (there >= needed || states.size() < wanted.size()) {
          return new Answer(there >= needed, states);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || !changed.tryAcquire(needed - there, left, TimeUnit.NANOSECONDS)) {
          return new Answer(false, ledger.states(ids));
        }
        // each missing one is told of at least once, so this is never late
      }
    }
  }
}
