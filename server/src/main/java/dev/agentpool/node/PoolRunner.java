package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of one pool and the thread that gives them work. It claims when something happened (a
 * journal entry of this pool, a slot that fell free, a task that became due), and otherwise only
 * looks every {@link #GLANCE}.
 */
final class PoolRunner implements SlotRunner.PoolEvents {
  private static final Logger LOG = LoggerFactory.getLogger(PoolRunner.class);
  private static final Duration GLANCE = Duration.ofSeconds(30);
  private static final double ESTIMATE_FACTOR = 1.5;

  private final NodeParts parts;
  private final AtomicReference<PoolConfig> config;
  private final Map<String, SlotRunner> slots = new ConcurrentHashMap<>();
  private final Semaphore signal = new Semaphore(0);
  private final Thread dispatcher;
  private volatile boolean accepting = true;
  private volatile boolean closed;
  private volatile @Nullable String problem;

  PoolRunner(NodeParts parts, PoolConfig config) {
    this.parts = parts;
    this.config = new AtomicReference<>(config);
    config.slots().forEach(slot -> slots.put(slot.id(), newSlot(slot.id())));
    this.dispatcher = Thread.ofVirtual().name("dispatch-" + config.id()).unstarted(this::dispatch);
  }

  /** Begins to claim; adopted attempts have their slots by then. */
  void start() {
    dispatcher.start();
  }

  PoolId id() {
    return config.get().id();
  }

  PoolConfig config() {
    return config.get();
  }

  @Nullable String problem() {
    return problem;
  }

  /** The slots in their order, also those that are only finishing. */
  List<SlotRunner> slots() {
    Map<String, SlotRunner> ordered = new LinkedHashMap<>();
    for (SlotConfig slot : config.get().slots()) {
      SlotRunner runner = slots.get(slot.id());
      if (runner != null) {
        ordered.put(slot.id(), runner);
      }
    }
    slots.values().stream()
        .filter(SlotRunner::busy)
        .forEach(slot -> ordered.putIfAbsent(slot.id(), slot));
    return new ArrayList<>(ordered.values());
  }

  /** The slot of that id, made when the pool has none any more: for adoption. */
  SlotRunner slot(String id) {
    return slots.computeIfAbsent(id, this::newSlot);
  }

  /**
   * Settings and slots change for what is claimed from now on; a slot that is gone finishes its
   * task first.
   */
  void reconfigure(PoolConfig changed) {
    config.set(changed);
    for (SlotConfig slot : changed.slots()) {
      slots.computeIfAbsent(slot.id(), this::newSlot);
    }
    slots.values().stream()
        .filter(slot -> !isConfigured(slot) && slot.take())
        .forEach(this::remove);
    wake();
  }

  private boolean isConfigured(SlotRunner slot) {
    return config.get().slots().stream().anyMatch(configured -> configured.id().equals(slot.id()));
  }

  private void remove(SlotRunner slot) {
    slots.remove(slot.id(), slot);
    slot.bench().drop();
  }

  private SlotRunner newSlot(String id) {
    return new SlotRunner(parts, config::get, id, this);
  }

  void wake() {
    signal.release();
  }

  void stopClaiming() {
    accepting = false;
    wake();
  }

  void close() {
    closed = true;
    stopClaiming();
  }

  private void dispatch() {
    Duration pause = Duration.ZERO;
    while (!closed) {
      try {
        if (signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
        pause = accepting ? handOut() : GLANCE;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        trouble("tasks cannot be claimed: " + e.getMessage());
        LOG.warn("pool {} cannot claim", id(), e);
        pause = parts.timings().ledgerRetry();
      }
    }
  }

  /**
   * Gives work to free slots, several at a time while there is plenty; returns how long there is
   * nothing to do.
   */
  private Duration handOut() throws InterruptedException {
    int atOnce = 1;
    while (accepting) {
      List<SlotRunner> free = takeFree(atOnce);
      if (free.isEmpty()) {
        return GLANCE;
      }
      Duration nothing = claimFor(free);
      if (!nothing.isZero()) {
        return nothing;
      }
      atOnce = Math.min(atOnce * 2, 32);
    }
    return GLANCE;
  }

  private List<SlotRunner> takeFree(int most) {
    List<SlotRunner> taken = new ArrayList<>();
    for (SlotConfig slot : config.get().slots()) {
      SlotRunner runner = slots.get(slot.id());
      if (taken.size() < most && runner != null && runner.take()) {
        taken.add(runner);
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
    switch (claim(slot)) {
      case ClaimReply.Claimed claimed -> slot.start(claimed);
      case ClaimReply.Nothing none -> {
        slot.release();
        nothing.set(untilDue(none.wakeAt()));
      }
    }
    problem = null;
  }

  private ClaimReply claim(SlotRunner slot) {
    PoolConfig now = config.get();
    return parts
        .ledger()
        .claim(
            new ClaimRequest(
                parts.id(),
                now.id(),
                slot.id(),
                parts.timings().lease(),
                parts.pauses().paused(parts.ledger().now()),
                now.project().over(now.user()).get(SettingKeys.PROVIDER),
                now.reserve(),
                ESTIMATE_FACTOR));
  }

  private Duration untilDue(@Nullable Instant wakeAt) {
    Instant now = parts.ledger().now();
    Duration wait = GLANCE;
    if (wakeAt != null) {
      wait = least(wait, Duration.between(now, wakeAt));
    }
    for (ProviderPauses.Pause pause : parts.pauses().current(now)) {
      wait = least(wait, Duration.between(now, pause.until()));
    }
    return wait.compareTo(Duration.ofMillis(1)) > 0 ? wait : Duration.ofMillis(1);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public Optional<ClaimReply.Claimed> next(SlotRunner slot) {
    if (!accepting || !isConfigured(slot)) {
      return Optional.empty();
    }
    try {
      return claim(slot) instanceof ClaimReply.Claimed claimed
          ? Optional.of(claimed)
          : Optional.empty();
    } catch (LedgerException e) {
      trouble("tasks cannot be claimed: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void resting(SlotRunner slot) {
    if (!isConfigured(slot) && slot.take()) {
      remove(slot);
    }
    wake();
  }

  @Override
  public void trouble(@Nullable String what) {
    problem = what;
  }

  void dropIdle(Instant now) {
    for (SlotRunner slot : slots.values()) {
      if (slot.bench().restedTooLong(now)
          && slot.take()) { // taken, so that no claim uses the session meanwhile
        slot.bench().drop();
        slot.release();
        wake();
      }
    }
  }
}
