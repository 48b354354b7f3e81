package dev.agentpool.api;

import dev.agentpool.answer.Merged;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A task of a pool, by its id. It can be asked from any thread, and again from another program with
 * {@link Pool#task}.
 *
 * {@snippet :
 * TaskHandle task = pool.submit("Say hello.");
 * System.out.println(task.id() + " is under way");
 * System.out.println(task.await().result().output());
 * }
 */
public interface TaskHandle {
  /** Its id: {@code task-} and hexadecimal digits. */
  String id();

  /** The task as it stands. */
  Task info();

  /** Waits until it has ended or waits for a review. Interrupting the thread leaves it alone. */
  TaskOutcome await();

  /**
   * The same, for so long at most.
   *
   * {@snippet :
   * TaskHandle task = pool.submit("Say hello.");
   * Optional<TaskOutcome> soon = task.await(Duration.ofMinutes(1));
   * System.out.println(soon.isPresent() ? "done" : "it takes long");
   * }
   *
   * @return empty when the time was over first; the task goes on
   */
  Optional<TaskOutcome> await(Duration atMost);

  /** Waits as {@link #await()}, and is told what the agent says while it says it. */
  TaskOutcome follow(Consumer<String> onOutput);

  /** Its outcome now; empty while it is under way. */
  Optional<TaskOutcome> result();

  /** Ends it; one that has ended stays as it is. */
  Task cancel();

  /**
   * Submits the same work as a new task, when this one failed or was cancelled.
   *
   * {@snippet :
   * TaskHandle task = pool.submit("Say hello.");
   * task.cancel();
   * System.out.println(task.retry().await().success());
   * }
   *
   * @throws PoolException.WrongState when it did neither
   */
  TaskHandle retry();

  /** What a reviewer looks at. */
  Review review();

  /** Accepts it; it must be pending review. */
  Task approve();

  /**
   * Sends it back, with what is to be done better; it runs again, or fails when this was the last
   * rejection that it may have.
   */
  Task reject(String feedback);

  /**
   * Leaves the decision to a person, with the reason; it stays pending review and is shown before
   * the others.
   */
  Task escalate(String why);

  /** Merges its branch into the project; see {@link Pool#merge(String)}. */
  Merged merge();
}
