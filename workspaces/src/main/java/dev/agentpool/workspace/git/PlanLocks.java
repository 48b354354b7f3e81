package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * One lock a plan, of a fixed number: plans come and go for ever. Two may share one; that is only
 * slower. INVARIANT: a holder takes no second of these.
 */
final class PlanLocks {
  private final ReentrantLock[] locks =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  ReentrantLock of(TaskId plan) {
    return of(plan.value());
  }

  ReentrantLock of(String plan) {
    return locks[Math.floorMod(plan.hashCode(), locks.length)];
  }
}
