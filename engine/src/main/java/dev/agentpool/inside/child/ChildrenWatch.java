package dev.agentpool.inside.child;

import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no child outlives the attempt that started it, and that a parent is told what its
 * children have cost. Reads the journal; what it missed while no daemon ran it makes up for at its
 * start.
 */
public final class ChildrenWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildrenWatch.class);
  private static final Set<TaskState> OPEN =
      Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING);
  private final Ledger whole;
  private final Children children;
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("children").factory());
  private final JournalFeed.Subscription journal;

  private ChildrenWatch(InsideLedger ledger, Ledger whole, JournalFeed feed) {
    this.whole = whole;
    this.children = ledger.children();
    this.journal = feed.subscribe(this::heard);
  }

  /** Starts at once. */
  public static ChildrenWatch start(InsideLedger ledger, Ledger whole, JournalFeed feed) {
    ChildrenWatch watch = new ChildrenWatch(ledger, whole, feed);
    watch.soon(watch::makeUp);
    return watch;
  }

  private void heard(JournalEntry entry) {
    boolean wasRunning = entry.from() == TaskState.RUNNING && entry.to() != TaskState.RUNNING;
    boolean hasEnded = entry.to() != null && entry.to().terminal();
    if (wasRunning || hasEnded) {
      entry.task().ifPresent(id -> soon(() -> over(id)));
    }
  }

  private void soon(Runnable work) {
    if (!hands.isShutdown()) {
      hands.execute(() -> {
        try {
          work.run();
        } catch (LedgerException e) {
          LOG.warn("the children of tasks cannot be seen to: {}", e.getMessage());
        }
      });
    }
  }

  private void over(TaskId id) {
    Optional<TaskRecord> task = whole.task(id);
    if (task.isEmpty()) {
      return;
    }
    if (task.get().state() != TaskState.RUNNING && !Family.isCoordinator(task.get())) {
      children.end(task.get());
    }
    Family.parentOf(task.get())
        .flatMap(whole::task)
        .filter(parent -> parent.state() == TaskState.RUNNING)
        .ifPresent(children::tell);
  }

  private void makeUp() {
    for (PoolRecord pool : whole.pools()) {
      List<TaskRecord> open =
          whole.tasks(new TaskFilter(pool.id(), OPEN, List.of(), null, null, 10_000, 0));
      for (TaskRecord child : open) {
        Family.parentOf(child)
            .flatMap(whole::task)
            .ifPresent(parent -> {
              Instant ended = parent.finishedAt();
              if (parent.state() == TaskState.RUNNING) {
                children.tell(parent);
              } else if (!Family.isCoordinator(parent)
                  && (ended == null || child.createdAt().isBefore(ended))) {
                whole.cancel(
                    child.id(), "the task that started it, " + parent.id() + ", has ended");
              }
            });
      }
    }
  }

  @Override
  public void close() {
    journal.close();
    hands.shutdown();
  }
}
