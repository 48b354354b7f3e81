package dev.agentpool.node.slot;

import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.node.parts.NodeParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that gives a pool's slots work. It claims when something happened (a journal entry of
 * this pool, a slot that fell free, a task that became due), and otherwise only looks every {@link
 * #GLANCE}.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration GLANCE = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 32;

  /** A busy pool is woken for each task; looking for pinned tasks each time would slow it. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final NodeParts parts;
  private final PoolRunner pool;
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private long lookedForPinned = System.nanoTime() - BETWEEN_LOOKS.toNanos(); // by the thread
  private volatile boolean closed;

  Dispatcher(NodeParts parts, PoolRunner pool) {
    this.parts = parts;
    this.pool = pool;
    this.thread = Thread.ofVirtual().name("dispatch-" + pool.id()).unstarted(this::dispatch);
  }

  void start() {
    thread.start();
  }

  void wake() {
    signal.release();
  }

  void close() {
    closed = true;
    wake();
  }

  private void dispatch() {
    Duration pause = Duration.ZERO;
    while (!closed) {
      try {
        if (signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
        pause = pool.takesWork() ? Claims.least(toAll(), toPinned()) : GLANCE;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        pool.trouble("tasks cannot be claimed: " + e.getMessage());
        LOG.warn("pool {} cannot claim", pool.id(), e);
        pause = parts.timings().ledgerRetry();
      }
    }
  }

  /**
   * Gives slots the tasks that name them: {@link #toAll} ends with the first slot that finds
   * nothing, which says nothing of what is there for another one. The slots of agents are made when
   * they are not there yet: after a restart there are none.
   */
  private Duration toPinned() throws InterruptedException {
    Duration sinceLook = Duration.ofNanos(System.nanoTime() - lookedForPinned);
    if (sinceLook.compareTo(BETWEEN_LOOKS) < 0) {
      return BETWEEN_LOOKS.minus(sinceLook).plusMillis(1);
    }
    lookedForPinned = System.nanoTime();
    List<SlotRunner> taken = new ArrayList<>();
    for (String id : parts.ledger().pinnedSlots(pool.id())) {
      SlotRunner slot = Roster.isBeside(id) ? pool.roster().ensure(id) : pool.roster().find(id);
      if (slot != null && pool.serves(slot) && slot.take()) {
        taken.add(slot);
      }
    }
    if (taken.isEmpty()) {
      return GLANCE;
    }
    Duration nothing = claimFor(taken);
    return nothing.isZero() ? GLANCE : nothing; // each wakes the pool when it rests
  }

  /**
   * Gives work to free slots, several at a time while there is plenty; returns how long there is
   * nothing to do.
   */
  private Duration toAll() throws InterruptedException {
    int atOnce = 1;
    while (pool.takesWork()) {
      List<SlotRunner> free = takeFree(atOnce);
      if (free.isEmpty()) {
        return GLANCE;
      }
      Duration nothing = claimFor(free);
      if (!nothing.isZero()) {
        return nothing;
      }
      atOnce = Math.min(atOnce * 2, MOST_AT_ONCE);
    }
    return GLANCE;
  }

  private List<SlotRunner> takeFree(int most) {
    List<SlotRunner> taken = new ArrayList<>();
    for (SlotRunner slot : pool.roster().configured()) {
      if (taken.size() < most && pool.serves(slot) && slot.take()) {
        taken.add(slot);
      }
    }
    return taken;
  }

  /** Zero when every slot found work, else how long there is nothing. */
  private Duration claimFor(List<SlotRunner> free) throws InterruptedException {
    AtomicReference<Duration> nothing = new AtomicReference<>(Duration.ZERO);
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(free.size());
    for (SlotRunner slot : free) {
      Thread.ofVirtual()
          .name("claim-" + slot.id())
          .start(() -> {
            try {
              claimInto(slot, nothing);
            } catch (RuntimeException e) {
              slot.release();
              failure.set(e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return nothing.get();
  }

  private void claimInto(SlotRunner slot, AtomicReference<Duration> nothing) {
    switch (pool.claim(slot)) {
      case ClaimReply.Claimed claimed -> slot.start(claimed);
      case ClaimReply.Nothing none -> {
        slot.release();
        nothing.set(pool.untilDue(none.wakeAt(), GLANCE));
      }
    }
    pool.trouble(null);
  }
}
