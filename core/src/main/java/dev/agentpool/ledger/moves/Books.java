package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's store inside one transaction, as the moves see it: typed reads and writes that
 * decide nothing. One move at a time has the books; what it wrote it reads back. Not thread-safe.
 */
public interface Books {
  /** The time of this move; the same throughout it. */
  Instant now();

  // pools

  Optional<PoolRecord> pool(PoolId pool);

  /** Adds the pool or replaces its record. */
  void putPool(PoolRecord pool);

  /** How many tasks of the pool are not terminal. */
  long openTasks(PoolId pool);

  // tasks

  Optional<TaskRecord> task(TaskId task);

  void addTask(TaskRecord task, Place place);

  void putTask(TaskRecord before, TaskRecord after, Place place);

  /** The state before and after is the same: only the place in the queue changes. */
  void putPlace(TaskId task, Place place);

  /** Remembers what a task was submitted to wait for, and how many of these are still awaited. */
  void addDependencies(TaskId task, List<TaskId> on, int awaited);

  List<TaskId> dependencies(TaskId task);

  /** Tasks that were submitted to wait for this one, oldest first. */
  List<TaskId> dependents(TaskId on);

  /** One dependency less to wait for; returns how many are left. */
  int dependencyMet(TaskId task);

  // lanes

  boolean laneRuns(PoolId pool, String lane);

  /** The oldest pending task of the lane. */
  Optional<LaneWaiter> laneOldest(PoolId pool, String lane);

  /** The pending task of the lane that is not held; there is never more than one. */
  Optional<TaskId> laneSeated(PoolId pool, String lane);

  /** A pending task of a lane and when it is due. */
  record LaneWaiter(TaskId task, @Nullable Instant notBefore) {}

  // the queue

  /** Makes the delayed tasks that are due ready. */
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

  /** When the first delayed task is due. */
  Optional<Instant> nextDue(PoolId pool);

  /** Kept until the task is claimed or leaves the queue. */
  void notePassedOver(TaskId task, Instant since);

  // money

  Optional<Account> account(AccountKey key);

  /** Adds or replaces an account of this pool. */
  void putAccount(PoolId pool, Account account);

  TaskMoney taskMoney(TaskId task);

  void putTaskMoney(TaskId task, TaskMoney money);

  /**
   * The highest known cost above zero among the last attempts of the pool that were settled with
   * this model.
   */
  Optional<Money> dearest(PoolId pool, String model, int among);

  // attempts

  Optional<AttemptRecord> attempt(AttemptKey key);

  void addAttempt(AttemptRecord attempt, String model);

  void putAttempt(AttemptRecord attempt);

  /** Current attempts whose lease ended before this time. */
  List<AttemptRecord> lapsed(Instant before);

  /** Unsettled attempts that are no longer current and whose lease ended before this time. */
  List<AttemptRecord> forgotten(Instant before);

  // submissions

  Optional<Admitted> admitted(PoolId pool, String idempotencyKey);

  void putAdmitted(PoolId pool, String idempotencyKey, Admitted admitted);

  // notes

  Optional<Note> note(PoolId pool, String space, String key);

  /** All notes of a space in the order of their keys. */
  List<Note> notes(PoolId pool, String space);

  /** Adds or replaces. */
  void putNote(PoolId pool, Note note);

  void removeNote(PoolId pool, String space, String key);

  // the journal

  /** Appends an entry under the next sequence number, at {@link #now}. */
  void append(
      JournalKind kind,
      PoolId pool,
      @Nullable TaskId task,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail);
}
