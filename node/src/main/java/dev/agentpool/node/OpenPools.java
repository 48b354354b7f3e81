package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools that are open on this node, and what runs in their slots. Thread-safe. */
final class OpenPools {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPools.class);
  private static final int MOST_HURRIED = 10_000;
  private final NodeParts parts;
  private final Map<PoolId, PoolRunner> pools = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  OpenPools(NodeParts parts) {
    this.parts = parts;
  }

  Collection<PoolRunner> all() {
    return pools.values();
  }

  /** Null for a pool that is not open. */
  @Nullable PoolRunner find(PoolId pool) {
    return pools.get(pool);
  }

  /** Throws {@link IllegalArgumentException} for a pool that was never opened here. */
  PoolRunner runner(PoolId pool) {
    PoolRunner runner = pools.get(pool);
    if (runner == null) {
      throw new IllegalArgumentException("pool " + pool + " is not open in this daemon");
    }
    return runner;
  }

  /** From now on no pool claims, also none that is opened later. */
  void openNoMore() {
    stopping = true;
    pools.values().forEach(PoolRunner::stopClaiming);
  }

  /** What the daemon before left in the queue goes on. One pool that fails keeps no other shut. */
  void reopen(PoolRecord pool, Function<PoolRecord, PoolConfig> configs) {
    try {
      if (hasWork(pool.id()) && Files.isDirectory(Path.of(pool.directory()))) {
        open(configs.apply(pool), false);
      }
    } catch (RuntimeException | Error broken) {
      LOG.error("pool {} of {} cannot be opened", pool.name(), pool.directory(), broken);
    }
  }

  private boolean hasWork(PoolId pool) {
    Set<TaskState> open = EnumSet.allOf(TaskState.class);
    open.removeIf(TaskState::terminal);
    return parts.ledger().count(new TaskFilter(pool, open, List.of(), null, null, 1, 0)) > 0;
  }

  /**
   * Opens a pool, or lets an open one follow its changed configuration.
   *
   * @param begin whether it begins to claim at once
   */
  PoolRunner open(PoolConfig config, boolean begin) {
    PoolRunner known = pools.get(config.id());
    if (known != null) {
      if (!known.file().equals(config)) {
        known.reconfigure(config);
      }
      return known;
    }
    parts.ledger().openPool(config.record());
    return pools.computeIfAbsent(
        config.id(),
        _ -> {
          PoolRunner runner = new PoolRunner(parts, config);
          if (stopping) {
            runner.stopClaiming();
          }
          if (begin) {
            runner.start();
          }
          return runner;
        });
  }

  /** Lets tasks begin at once that were put back until a usage window resets. */
  void hurry(PoolId pool) {
    TaskFilter pending =
        new TaskFilter(pool, Set.of(TaskState.PENDING), List.of(), null, null, MOST_HURRIED, 0);
    for (TaskRecord task : parts.ledger().tasks(pending)) {
      TaskResult result = task.result();
      if (result != null && result.outcome().code() == OutcomeCode.RATE_LIMITED) {
        parts.ledger().hurry(task.id(), "tried again at a person's word");
      }
    }
  }

  List<SlotRunner> slots() {
    return pools.values().stream().flatMap(pool -> pool.slots().stream()).toList();
  }

  List<AttemptRun> running() {
    List<AttemptRun> runs = new ArrayList<>();
    for (SlotRunner slot : slots()) {
      AttemptRun run = slot.running();
      if (run != null) {
        runs.add(run);
      }
    }
    return runs;
  }

  Optional<AttemptRun> running(TaskId task) {
    return running().stream().filter(run -> run.task().id().equals(task)).findFirst();
  }
}
