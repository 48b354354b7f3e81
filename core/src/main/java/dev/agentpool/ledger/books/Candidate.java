package dev.agentpool.ledger.books;

import dev.agentpool.budget.Money;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ready task, with no more than a claim needs to judge it.
 *
 * @param cap the task's own, from its spec; null for none
 * @param model as its settings name it; empty when they name none
 * @param passedOverSince when a claim first passed it over for want of room; null when none did
 *     since it was queued
 */
public record Candidate(
    TaskId task,
    Cursor at,
    @Nullable PlanId plan,
    String model,
    @Nullable Money cap,
    TaskMoney money,
    @Nullable Instant passedOverSince) {

  /** A place in the order of the queue: lower rank first, then the older admission. */
  public record Cursor(long rank, long number) implements Comparable<Cursor> {
    public static final Cursor START = new Cursor(Long.MIN_VALUE, 0);

    @Override
    public int compareTo(Cursor other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Long.compare(number, other.number);
    }
  }
}
