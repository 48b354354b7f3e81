package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a pool come to, in groups that a reader adds up: no task is told by itself.
 *
 * @param groups one for each model, configured model and state that occurs
 * @param dearest what the dearest of all tasks cost
 * @param times of the tasks that are done
 * @param first when the oldest of all tasks was submitted; null without any
 */
public record Figures(List<Group> groups, Cost dearest, Times times, @Nullable Instant first) {
  public Figures {
    groups = List.copyOf(groups);
  }

  /**
   * The tasks of one model and state.
   *
   * @param model as reported; null when none was
   * @param configured the model that the tasks were given; null when none was
   * @param timed how many of them took any time
   * @param millis of all of them together
   */
  public record Group(
      @Nullable String model,
      @Nullable String configured,
      TaskState state,
      long tasks,
      Cost cost,
      long timed,
      long millis,
      long turns) {

    /** Whether it did what was asked; a reviewer may still have to say so. */
    public boolean isDone() {
      return state == TaskState.COMPLETED || state == TaskState.PENDING_REVIEW;
    }
  }

  /** In milliseconds, of those that took any time; all 0 without one. */
  public record Times(double median, long longest, long shortest) {
    public static final Times NONE = new Times(0, 0, 0);
  }

  /** The dearer of two: a known one only when the other cannot have been dearer. */
  public static Cost dearer(Cost one, Cost other) {
    Money least = one.atLeast().max(other.atLeast());
    Money most = one.atMost().orElse(one.atLeast()).max(other.atMost().orElse(other.atLeast()));
    return most.isMoreThan(least) || (!one.isKnown() && !other.isKnown())
        ? new Cost.Unknown(least, most)
        : Cost.known(least);
  }
}
