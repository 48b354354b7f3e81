package dev.agentpool.ledger.books;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order in which pending tasks are claimed, and their lanes. */
public interface QueueBook {
  /** The task's state stays the same: only its place changes. */
  void putPlace(TaskId task, Place place);

  boolean laneRuns(PoolId pool, String lane);

  /** Whether a task of the lane runs in any pool. */
  boolean laneRuns(String lane);

  /** Pools in which tasks of the lane are pending. */
  Set<PoolId> lanePools(String lane);

  /** The oldest pending task of the lane in that pool. */
  Optional<LaneWaiter> laneOldest(PoolId pool, String lane);

  /** The pending task of the lane in that pool that is not held; there is never more than one. */
  Optional<TaskId> laneSeated(PoolId pool, String lane);

  /** A pending task of a lane and when it is due. */
  record LaneWaiter(TaskId task, @Nullable Instant notBefore) {}

  /** Makes the delayed tasks that are due ready, and the unpaid ones that wait for a day to end. */
  void promoteDue(PoolId pool);

  /**
   * The next ready tasks after the cursor, in the order of the queue, without those of these
   * providers and plans and those that name another slot.
   *
   * @param pinnedOnly only those that name this slot
   */
  List<Candidate> ready(
      PoolId pool,
      String slot,
      boolean pinnedOnly,
      Set<String> withoutProviders,
      Set<String> withoutPlans,
      Candidate.Cursor after,
      int limit);

  /** This task, if it is ready; else none. */
  List<Candidate> ready(PoolId pool, TaskId task);

  /** The first tasks that wait for money, in the order of the queue. */
  List<TaskId> unpaid(PoolId pool, int limit);

  /** When the first delayed task, or one that waits for a day to end, is due. */
  Optional<Instant> nextDue(PoolId pool);

  /** Kept until the task is claimed or leaves the queue. */
  void notePassedOver(TaskId task, Instant since);
}
