package dev.agentpool.ledger;

import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A graph of tasks to admit in one move.
 *
 * @param planCaps the most all its tasks together may take
 * @param idempotencyKey the same key in the same pool gives the same task ids again; null for none
 * @param insideOf the task inside of which it was asked for; null for a person's
 * @param waits whether its tasks wait where their pool's caps are used up already, unless their own
 *     settings say otherwise; else they are refused
 */
public record Submission(
    PoolId pool,
    List<Node> tasks,
    Limits planCaps,
    @Nullable String idempotencyKey,
    @Nullable InsideOf insideOf,
    boolean waits) {
  /** Of an idempotency key, in characters. */
  public static final int LONGEST_KEY = 200;

  public Submission {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a submission needs at least one task");
    }
    List<Node> parents = tasks.stream().filter(node -> node.spec().isParent()).toList();
    if (parents.size() > 1 || parents.stream().anyMatch(parent -> parent.after().isEmpty())) {
      throw new IllegalArgumentException("a plan has one parent at most, and that has steps");
    }
    if (idempotencyKey != null
        && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to " + LONGEST_KEY + " characters");
    }
  }

  /** Refused where the pool's caps are used up already. */
  public Submission(
      PoolId pool,
      List<Node> tasks,
      Limits planCaps,
      @Nullable String idempotencyKey,
      @Nullable InsideOf insideOf) {
    this(pool, tasks, planCaps, idempotencyKey, insideOf, false);
  }

  /** The same, by the word of the pool's settings. */
  public Submission waiting(boolean whenUsedUp) {
    return new Submission(pool, tasks, planCaps, idempotencyKey, insideOf, whenUsedUp);
  }

  /** What a person asks for, with a cap in dollars or none. */
  public Submission(
      PoolId pool, List<Node> tasks, @Nullable Money planCap, @Nullable String idempotencyKey) {
    this(pool, tasks, Limits.of(planCap), idempotencyKey, null);
  }

  /** The most all its tasks together may cost; null for no cap of its own. */
  public @Nullable Money planCap() {
    return planCaps.money();
  }

  /**
   * A task of the graph and what it waits for.
   *
   * @param after indices into the submission's own tasks; a cycle is refused
   * @param afterTasks tasks that are in the ledger already; an unknown one is refused
   */
  public record Node(TaskSpec spec, List<Integer> after, List<TaskId> afterTasks) {
    public Node {
      after = List.copyOf(after);
      afterTasks = List.copyOf(afterTasks);
    }
  }

  public static Submission of(PoolId pool, TaskSpec spec) {
    return new Submission(pool, List.of(new Node(spec, List.of(), List.of())), null, null);
  }
}
