package dev.agentpool.node;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.time.StopPatience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What goes on in a pool that takes no more work. A task that stands for its plan runs without an
 * attempt: nobody waits for it.
 */
final class Unrest {
  private static final Set<TaskState> RUNNING = Set.of(TaskState.RUNNING);
  private static final Set<TaskState> WAITING = Set.of(TaskState.PENDING, TaskState.BLOCKED);
  private static final int PAGE = 200;
  private static final long LOOK_AT_LEDGER = TimeUnit.MILLISECONDS.toNanos(200);
  private final Ledger ledger;
  private final PoolRunner pool;

  Unrest(Ledger ledger, PoolRunner pool) {
    this.ledger = ledger;
    this.pool = pool;
  }

  /**
   * Waits until nothing runs, here or on another node; true also when somebody lets the pool go on
   * meanwhile. Settling ends with a journal entry, but tidying does not: so this one looks.
   */
  boolean awaitQuiet(StopPatience patience) throws InterruptedException {
    boolean inTime = true;
    while (inTime && pool.drained() && !(isQuietHere() && running().isEmpty())) {
      inTime = patience.await(() -> !pool.drained() || isQuietHere());
      // another node's tasks are seen in the ledger alone, which is asked less often
      inTime =
          inTime && patience.await(() -> !pool.drained() || running().isEmpty(), LOOK_AT_LEDGER);
    }
    return inTime;
  }

  boolean isQuiet() {
    return isQuietHere() && running().isEmpty();
  }

  private boolean isQuietHere() {
    return pool.slots().stream().noneMatch(SlotRunner::busy);
  }

  /**
   * Cancels what runs, also what was just being claimed, and waits for the ends of the attempts;
   * returns how many tasks it cancelled.
   */
  int cancelUntilQuiet(StopPatience patience) throws InterruptedException {
    AtomicInteger cancelled = new AtomicInteger();
    patience.await(() -> {
      if (!pool.drained()) {
        return true;
      }
      cancelled.addAndGet(cancelRunning());
      return isQuietHere();
    });
    return cancelled.get();
  }

  private int cancelRunning() {
    int cancelled = 0;
    for (TaskId task : running()) {
      cancelled += cancel(task, "the pool was drained, and its deadline was over") ? 1 : 0;
    }
    return cancelled;
  }

  private List<TaskId> running() {
    List<TaskId> running = new ArrayList<>();
    each(
        RUNNING,
        task -> {
          if (!(task.spec().part() instanceof PlanPart.Parent)) {
            running.add(task.id());
          }
        });
    return running;
  }

  /**
   * Cancels what has not begun; returns how many tasks. A plan with steps to come is cancelled as a
   * whole, though its running step finishes. What closes a plan's workspace waits for a resume.
   */
  int cancelWaiting() {
    long before = cancelledTasks();
    Map<PlanId, TaskId> parents = new HashMap<>();
    each(
        RUNNING,
        task -> {
          if (task.spec().part() instanceof PlanPart.Parent && task.plan() != null) {
            parents.put(task.plan(), task.id());
          }
        });
    boolean more = true;
    while (more) {
      // the pages move on while their tasks leave, so this looks until a pass finds nothing
      Set<TaskId> waiting = new LinkedHashSet<>();
      each(
          WAITING,
          task -> {
            if (task.spec().part().askedFor()) {
              TaskId parent = task.plan() == null ? null : parents.get(task.plan());
              waiting.add(parent == null ? task.id() : parent);
            }
          });
      parents.clear(); // a step that its plan's end left over is cancelled by itself
      more = false;
      for (TaskId task : waiting) {
        more |= ledger.cancelRest(task, "the pool was drained") instanceof Reply.Done<TaskRecord>;
      }
    }
    return (int) (cancelledTasks() - before);
  }

  private void each(Set<TaskState> states, Consumer<TaskRecord> look) {
    List<TaskRecord> page;
    int offset = 0;
    do {
      page = ledger.tasks(new TaskFilter(pool.id(), states, List.of(), null, null, PAGE, offset));
      page.forEach(look);
      offset += page.size();
    } while (page.size() == PAGE);
  }

  private long cancelledTasks() {
    return ledger.counts(pool.id()).getOrDefault(TaskState.CANCELLED, 0L);
  }

  private boolean cancel(TaskId task, String why) {
    return ledger.cancel(task, why) instanceof Reply.Done<TaskRecord>;
  }
}
