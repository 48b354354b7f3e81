package dev.agentpool.inside.child;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where children run. A parent that waits holds its slot, so a child that needed one of these might
 * never start; children run in slots of their own, of each level as many as the pool has slots: a
 * task waits for deeper levels only, and the deepest for nobody. A child for an agent runs in that
 * agent's slot, unless the agent is held by somebody who waits for this child.
 */
final class Lending {
  private static final Set<TaskState> OPEN =
      Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING);
  private final Ledger ledger;
  private final Family family;

  Lending(Ledger ledger, Family family) {
    this.ledger = ledger;
    this.family = family;
  }

  /** The slots of one submission. Not thread-safe. */
  final class Hand {
    private final PoolConfig pool;
    private final int depth;
    private final Set<TaskId> above;
    private final Map<String, Integer> load = new HashMap<>();

    private Hand(PoolConfig pool, int depth, Set<TaskId> above) {
      this.pool = pool;
      this.depth = depth;
      this.above = above;
      for (TaskRecord task : open(pool.id(), null)) {
        String slot = task.spec().ordering().slot();
        if (slot != null) {
          load.merge(slot, 1, Integer::sum);
        }
      }
    }

    /** The least loaded slot that waits for nobody above; empty when each does. */
    Optional<String> lend() {
      String best = null;
      for (int n = 1; n <= Math.max(1, pool.slots().size()); n++) {
        String slot = new SlotName.Lent(depth, n).id();
        boolean isBetter = best == null || loadOf(slot) < loadOf(best);
        if (isBetter && !waitsForThoseAbove(slot)) {
          best = slot;
        }
      }
      if (best != null) {
        load.merge(best, 1, Integer::sum);
      }
      return Optional.ofNullable(best);
    }

    private int loadOf(String slot) {
      return load.getOrDefault(slot, 0);
    }

    boolean waitsForThoseAbove(String slot) {
      return waits(slot, new HashSet<>());
    }

    private boolean waits(String slot, Set<String> seen) {
      return seen.add(slot)
          && open(pool.id(), slot).stream()
              .filter(task -> task.state() == TaskState.RUNNING)
              .anyMatch(holder -> waits(holder, seen));
    }

    private boolean waits(TaskRecord task, Set<String> seen) {
      if (above.contains(task.id())) {
        return true;
      }
      for (TaskRecord child : family.children(task.id())) {
        String slot = child.spec().ordering().slot();
        boolean blocks =
            child.state() == TaskState.RUNNING
                ? waits(child, seen)
                : OPEN.contains(child.state()) && slot != null && waits(slot, seen);
        if (blocks) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * @param line the parent and those above it
   * @param depth of the children to come, 1 for those of a person's task
   */
  Hand hand(PoolConfig pool, List<TaskRecord> line, int depth) {
    return new Hand(
        pool, depth, line.stream().map(TaskRecord::id).collect(Collectors.toUnmodifiableSet()));
  }

  private List<TaskRecord> open(PoolId pool, @org.jspecify.annotations.Nullable String slot) {
    return ledger.tasks(new TaskFilter(pool, OPEN, List.of(), slot, null, 10_000, 0));
  }
}
