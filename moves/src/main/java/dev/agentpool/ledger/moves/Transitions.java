package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.QueueBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Decision;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Move;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a task's new version with all that hangs on it: the journal entry, its place in the queue,
 * its lane, and the tasks that wait for it.
 *
 * <p>INVARIANTS: one journal entry a transition; of a lane's pending tasks at most one in each pool
 * is not held, and none while the lane runs, of a lane of all pools in any of them; a dependency is
 * met or failed exactly once, since terminal states are final.
 */
final class Transitions {
  private final Books books;
  private final Rules rules;
  private Consumer<TaskRecord> ended = _ -> {};

  Transitions(Books books, Rules rules) {
    this.books = books;
    this.rules = rules;
  }

  /** Whoever is told of each task that does not wait or run any more, once all else is written. */
  void tell(Consumer<TaskRecord> whenEnded) {
    ended = whenEnded;
  }

  Decision decide(TaskRecord task, Move move) {
    return rules.decide(task, move, books.now());
  }

  /** Admits a task in the state it starts in. */
  void add(TaskRecord task) {
    books.tasks().add(task, placeOf(task));
    books
        .journal()
        .append(
            JournalKind.SUBMITTED,
            task.pool(),
            new Subject.OfTask(task.id()),
            0,
            null,
            task.state(),
            task.reason());
    reseatLaneOf(task);
  }

  /** Carries out a decided transition, then what it means for dependents. */
  void carryOut(TaskRecord before, TaskRecord after, JournalKind kind, int fence, String detail) {
    write(before, after, kind, fence, detail);
    Deque<Ended> ended = new ArrayDeque<>();
    ended.add(new Ended(after, cause(after)));
    tellAll(ended);
  }

  private void tellAll(Deque<Ended> ended) {
    while (!ended.isEmpty()) {
      Ended next = ended.remove();
      if (next.task().state().terminal()) {
        tellDependents(next, ended);
      }
    }
  }

  /**
   * Makes the same move with several tasks before any dependent hears of it: else the end of the
   * first would decide over the next.
   */
  void moveAll(List<TaskRecord> tasks, Move move, JournalKind kind, String detail) {
    Deque<Ended> ended = new ArrayDeque<>();
    for (TaskRecord task : tasks) {
      if (decide(task, move) instanceof Decision.Moved moved) {
        write(task, moved.after(), kind, 0, detail);
        ended.add(new Ended(moved.after(), cause(moved.after())));
      }
    }
    tellAll(ended);
  }

  /** Decides and carries out; for moves that the caller knows to be legal or without effect. */
  void move(TaskRecord task, Move move, JournalKind kind, int fence, String detail) {
    if (decide(task, move) instanceof Decision.Moved moved) {
      carryOut(task, moved.after(), kind, fence, detail);
    }
  }

  private record Ended(TaskRecord task, String why) {}

  private static String cause(TaskRecord task) {
    return task.reason().isEmpty()
        ? task.state().wireName()
        : task.state().wireName() + ": " + task.reason();
  }

  private void tellDependents(Ended ended, Deque<Ended> further) {
    for (TaskId id : books.dependencies().dependents(ended.task().id())) {
      TaskRecord dependent = books.tasks().find(id).orElseThrow();
      if (dependent.spec().isParent()) {
        endPlan(dependent, further);
        continue;
      }
      if (dependent.state() != TaskState.BLOCKED) {
        continue;
      }
      if (!TaskRules.letsOthersGoOn(ended.task())
          && dependent.spec().onDependencyFailure() == DependencyPolicy.FAIL) {
        Move move = new Move.DependencyFailed(ended.task().id(), ended.why());
        if (decide(dependent, move) instanceof Decision.Moved moved) {
          write(dependent, moved.after(), JournalKind.DEPENDENCY_FAILED, 0, moved.after().reason());
          further.add(new Ended(moved.after(), ended.why()));
        }
      } else if (books.dependencies().met(id) == 0
          && decide(dependent, new Move.Unblock()) instanceof Decision.Moved moved) {
        write(dependent, moved.after(), JournalKind.UNBLOCKED, 0, "");
      }
    }
  }

  /** One step less; with the last one the parent ends as its steps did. */
  private void endPlan(TaskRecord parent, Deque<Ended> further) {
    if (parent.state() != TaskState.RUNNING || books.dependencies().met(parent.id()) > 0) {
      return;
    }
    Optional<TaskRecord> broken =
        books.dependencies().of(parent.id()).stream()
            .map(step -> books.tasks().find(step).orElseThrow())
            .filter(step -> !TaskRules.letsOthersGoOn(step))
            .findFirst();
    String why = broken.map(step -> "step " + nameOf(step) + " " + cause(step)).orElse("");
    if (decide(parent, new Move.PlanEnded(broken.isEmpty(), why)) instanceof Decision.Moved moved) {
      write(parent, moved.after(), JournalKind.PLAN_ENDED, 0, why);
      further.add(new Ended(moved.after(), why));
    }
  }

  private static String nameOf(TaskRecord step) {
    return step.spec().part().stepName().map(name -> "'" + name + "'").orElse(step.id().value());
  }

  private void write(
      TaskRecord before, TaskRecord after, JournalKind kind, int fence, String detail) {
    books.tasks().put(before, after, placeOf(after));
    books
        .journal()
        .append(
            kind,
            after.pool(),
            new Subject.OfTask(after.id()),
            fence,
            before.state(),
            after.state(),
            detail);
    reseatLaneOf(after);
    ended.accept(after);
  }

  /** A task of a lane is held until {@link #reseatLaneOf} has seen to its lane. */
  private Place placeOf(TaskRecord task) {
    if (task.state() != TaskState.PENDING) {
      return Place.NOWHERE;
    }
    return task.spec().ordering().lane() == null ? dueOrDelayed(task.notBefore()) : Place.HELD;
  }

  private Place dueOrDelayed(@Nullable Instant notBefore) {
    return notBefore == null || !notBefore.isAfter(books.now()) ? Place.READY : Place.DELAYED;
  }

  private void reseatLaneOf(TaskRecord task) {
    String lane = task.spec().ordering().lane();
    if (lane == null) {
      return;
    }
    if (Ordering.isEverywhere(lane)) {
      boolean runs = books.queue().laneRuns(lane);
      books.queue().lanePools(lane).forEach(pool -> reseat(pool, lane, runs));
    } else {
      reseat(task.pool(), lane, books.queue().laneRuns(task.pool(), lane));
    }
  }

  /** Of a lane that runs nobody is seated; else its oldest task in this pool. */
  private void reseat(PoolId pool, String lane, boolean runs) {
    Optional<QueueBook.LaneWaiter> first =
        runs ? Optional.empty() : books.queue().laneOldest(pool, lane);
    Optional<TaskId> seated = books.queue().laneSeated(pool, lane);
    if (seated.isPresent() && !seated.equals(first.map(QueueBook.LaneWaiter::task))) {
      books.queue().putPlace(seated.get(), Place.HELD);
    }
    first.ifPresent(
        waiter -> books.queue().putPlace(waiter.task(), dueOrDelayed(waiter.notBefore())));
  }
}
