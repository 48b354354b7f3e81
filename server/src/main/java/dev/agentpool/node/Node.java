package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's part of the work: the pools whose slots it owns, the attempts under way in them,
 * their leases. Thread-safe. Life: {@link #start} once, then pools are opened, then {@link #stop}
 * or {@link #close} once.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private final NodeParts parts;
  private final Map<PoolId, PoolRunner> pools = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("node-timer").daemon().factory());
  private JournalFeed.@Nullable Subscription journal;

  public Node(NodeParts parts) {
    this.parts = parts;
  }

  /**
   * Takes over what the daemon before left: goes on with attempts whose process lives or has left
   * its result, puts back what had not begun, ends sessions that serve nothing.
   *
   * @param configs finds the configuration of a pool that had attempts
   */
  public void start(java.util.function.Function<PoolRecord, PoolConfig> configs) {
    Adoption adoption = new Adoption(parts, pool -> open(configs.apply(pool), false));
    adoption.run();
    for (PoolRecord pool : parts.ledger().pools()) {
      if (hasWork(pool.id()) && Files.isDirectory(Path.of(pool.directory()))) {
        open(configs.apply(pool), false); // what the daemon before left in the queue goes on
      }
    }
    journal = parts.feed().subscribe(this::heard);
    pools.values().forEach(PoolRunner::start);
    long lease = parts.timings().lease().toMillis();
    every(lease / 3, this::renew);
    every(lease / 2, this::expire);
    every(GLANCE.toMillis(), () -> pools.values().forEach(pool -> pool.dropIdle(Instant.now())));
  }

  private boolean hasWork(PoolId pool) {
    return parts.ledger().counts(pool).entrySet().stream()
        .anyMatch(count -> !count.getKey().terminal() && count.getValue() > 0);
  }

  private void every(long millis, Runnable work) {
    Consumer<Runnable> guarded =
        task -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.warn("the node's timer: {}", e.toString());
          }
        };
    timer.scheduleWithFixedDelay(() -> guarded.accept(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Opens a pool, or lets an open one follow its changed configuration. */
  public void open(PoolConfig config) {
    open(config, true);
  }

  private PoolRunner open(PoolConfig config, boolean begin) {
    PoolRunner known = pools.get(config.id());
    if (known != null) {
      if (!known.config().equals(config)) {
        known.reconfigure(config);
      }
      return known;
    }
    parts.ledger().openPool(config.record());
    return pools.computeIfAbsent(
        config.id(),
        _ -> {
          PoolRunner runner = new PoolRunner(parts, config);
          if (begin) {
            runner.start();
          }
          return runner;
        });
  }

  /** What a pool's slots are doing. */
  public record SlotView(String id, String state, @Nullable TaskId task, boolean resident) {}

  /** A pool as it runs here. */
  public record PoolView(PoolConfig config, List<SlotView> slots, @Nullable String problem) {}

  public Optional<PoolView> pool(PoolId id) {
    return Optional.ofNullable(pools.get(id)).map(Node::view);
  }

  public List<PoolView> pools() {
    return pools.values().stream().map(Node::view).toList();
  }

  public ProviderPauses pauses() {
    return parts.pauses();
  }

  private static PoolView view(PoolRunner pool) {
    List<SlotView> slots = new ArrayList<>();
    for (SlotRunner slot : pool.slots()) {
      AttemptRun run = slot.running();
      slots.add(
          new SlotView(
              slot.id(),
              slot.busy() ? "busy" : "idle",
              run == null ? null : run.task().id(),
              slot.bench().held() != null));
    }
    return new PoolView(pool.config(), slots, pool.problem());
  }

  private void heard(JournalEntry entry) {
    PoolRunner pool = pools.get(entry.pool());
    if (pool == null) {
      return;
    }
    switch (entry.kind()) {
      case SUBMITTED,
          UNBLOCKED,
          PUT_BACK,
          SETTLED,
          REJECTED,
          CAPS_CHANGED,
          LATE_RESULT,
          REFUSED_FOR_BUDGET ->
          pool.wake();
      case CANCELLED -> {
        running(entry.task())
            .ifPresent(
                run -> Thread.ofVirtual().start(() -> run.interrupt(Interruption.CANCELLED)));
        pool.wake();
      }
      case POOL_OPENED, CLAIMED, RESERVATION_EXTENDED, APPROVED, DEPENDENCY_FAILED -> {}
    }
  }

  private Optional<AttemptRun> running(@Nullable TaskId task) {
    return running().stream().filter(run -> run.task().id().equals(task)).findFirst();
  }

  private List<AttemptRun> running() {
    List<AttemptRun> runs = new ArrayList<>();
    for (PoolRunner pool : pools.values()) {
      for (SlotRunner slot : pool.slots()) {
        AttemptRun run = slot.running();
        if (run != null) {
          runs.add(run);
        }
      }
    }
    return runs;
  }

  private void renew() {
    Map<AttemptKey, AttemptRun> runs = new ConcurrentHashMap<>();
    running().forEach(run -> runs.put(run.attempt(), run));
    if (runs.isEmpty()) {
      return;
    }
    try {
      for (AttemptKey lost :
          parts.ledger().renew(parts.id(), List.copyOf(runs.keySet()), parts.timings().lease())) {
        AttemptRun run = runs.get(lost);
        if (run != null) {
          run.interrupt(Interruption.LEASE_LOST);
        }
      }
    } catch (LedgerException e) {
      LOG.warn("leases cannot be renewed: {}", e.getMessage());
    }
  }

  private void expire() {
    List<AttemptKey> expired = parts.ledger().expire();
    if (!expired.isEmpty()) {
      LOG.warn("leases ran out: {}", expired);
    }
  }

  /** What a stop did. */
  public record StopReport(
      long waitedMillis,
      int finished,
      int interrupted,
      int leftRunning,
      int sessionsEnded,
      int processesLeft) {}

  /**
   * Claims nothing more, waits for what runs until the deadline, then interrupts the rest, whose
   * tasks go back into the queue and go on when a daemon runs again; ends every session.
   */
  public StopReport stop(Duration deadline) throws InterruptedException {
    long began = System.nanoTime();
    pools.values().forEach(PoolRunner::stopClaiming);
    int before = running().size();
    awaitQuiet(deadline);
    List<AttemptRun> rest = running();
    rest.forEach(run -> run.interrupt(Interruption.SUSPENDED));
    Duration grace =
        parts.timings().interruptPatience().plus(parts.timings().endPatience().multipliedBy(2));
    awaitQuiet(grace.plusSeconds(2));
    int left = running().size();
    int ended = 0;
    int survivors = 0;
    for (PoolRunner pool : pools.values()) {
      for (SlotRunner slot : pool.slots()) {
        if (slot.bench().held() != null) {
          ended++;
          survivors += slot.bench().drop();
        }
      }
    }
    close();
    long waited = Duration.ofNanos(System.nanoTime() - began).toMillis();
    return new StopReport(
        waited, Math.max(0, before - rest.size()), rest.size(), left, ended, survivors);
  }

  /**
   * Waits until no slot is busy. Settling ends with a journal entry, but tidying does not: so this
   * one looks.
   */
  private void awaitQuiet(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline
        && pools.values().stream()
            .flatMap(pool -> pool.slots().stream())
            .anyMatch(SlotRunner::busy)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Stops working without ending anything: children live on, and the next daemon adopts them. */
  @Override
  public void close() {
    pools.values().forEach(PoolRunner::close);
    timer.shutdownNow();
    if (journal != null) {
      journal.close();
    }
  }
}
