package dev.agentpool.mcp.tools;

import dev.agentpool.engine.PoolSkills;
import dev.agentpool.engine.SharedContext;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.mcp.McpDesk.DeskListener;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one client's session what changed in its pool, out of the journal; what comes close
 * together is told once. Files of skills are in no journal: they are looked at now and then.
 */
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final Duration TOGETHER = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final String SKILL = PoolSkills.NAME;
  private static final String CONTEXT = SharedContext.NAME;
  private static final String NO_NOTE = "";
  private final Pool pool;
  private final PoolId id;
  private final DeskListener listener;
  private final Semaphore bell = new Semaphore(0);
  private final ReentrantLock lock = new ReentrantLock();
  private Set<TaskId> tasks = new LinkedHashSet<>(); // guarded by lock
  private Set<String> spaces = new LinkedHashSet<>(); // guarded by lock
  private long skills; // the thread's own
  private final CountDownLatch stopped = new CountDownLatch(1);

  Changes(Pool pool, DeskListener listener) {
    this.pool = pool;
    this.id = pool.id();
    this.listener = listener;
  }

  /** Begins to tell; the runnable ends it. */
  Runnable start() {
    skills = generation();
    JournalFeed.Subscription journal = pool.parts().feed().subscribe(this::heard);
    Thread.ofVirtual().name("mcp-changes").start(this::run);
    return () -> {
      stopped.countDown();
      journal.close();
      bell.release();
    };
  }

  private void heard(JournalEntry entry) {
    if (!entry.pool().equals(id)) {
      return;
    }
    lock.lock();
    try {
      entry.task().ifPresent(tasks::add);
      spaces.add(entry.space().orElse(NO_NOTE));
    } finally {
      lock.unlock();
    }
    bell.release();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        if (bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)
            && !stopped.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    Set<TaskId> changed;
    Set<String> noted;
    lock.lock();
    try {
      changed = tasks;
      noted = spaces;
      tasks = new LinkedHashSet<>();
      spaces = new LinkedHashSet<>();
    } finally {
      lock.unlock();
    }
    try {
      tell(changed, noted);
    } catch (RuntimeException e) {
      LOG.debug("changes of {} could not be told", id, e);
    }
  }

  private void tell(Set<TaskId> changed, Set<String> noted) {
    if (noted.isEmpty() || noted.contains(SKILL)) {
      tellOfSkills();
    }
    if (noted.contains(CONTEXT)) {
      listener.resourceUpdated(PoolResources.CONTEXT);
    }
    if (noted.stream().anyMatch(space -> !space.equals(SKILL) && !space.equals(CONTEXT))) {
      List.of(PoolResources.STATUS, PoolResources.SLOTS, PoolResources.BUDGET)
          .forEach(listener::resourceUpdated);
      SlotRows.ids(pool.asking())
          .forEach(slot -> listener.resourceUpdated(PoolResources.SLOTS + "/" + slot));
    }
    Set<TaskId> chains = new LinkedHashSet<>();
    for (TaskId task : changed) {
      listener.resourceUpdated(PoolResources.RESULTS + task);
      pool.engine().tasks().find(task).flatMap(Changes::chainOf).ifPresent(chains::add);
    }
    chains.forEach(chain -> listener.resourceUpdated(PoolResources.CHAINS + chain));
  }

  private void tellOfSkills() {
    long now = generation();
    if (now != skills) {
      skills = now;
      listener.promptsChanged();
    }
  }

  private long generation() {
    return pool.engine().skills().of(pool.standing()).generation();
  }

  private static Optional<TaskId> chainOf(TaskRecord task) {
    return task.plan() == null || task.spec().part() instanceof PlanPart.Alone
        ? Optional.empty()
        : Optional.of(task.plan().parent());
  }
}
