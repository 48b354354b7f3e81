package dev.agentpool.examples;

import dev.agentpool.answer.Review;
import dev.agentpool.answer.Workspace;
import dev.agentpool.api.Pool;
import dev.agentpool.api.TaskHandle;
import dev.agentpool.api.TaskOptions;
import dev.agentpool.api.TaskOutcome;
import dev.agentpool.settings.WorkspaceMode;
import java.nio.file.Path;

/** Work that counts only when somebody has approved it. */
public final class ReviewExample {
  private ReviewExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      rejected(pool);
      reviewed(pool);
      merged(pool);
    }
  }

  private static void rejected(Pool pool) {
    TaskHandle task = pool.submitWithReview("Write a haiku into HAIKU.");
    task.await();
    task.reject("Five, seven, five syllables, please.");
    task.await();
    System.out.println(task.approve().state());
  }

  private static void reviewed(Pool pool) {
    TaskHandle task = pool.submitWithReview("Write a haiku into HAIKU.");
    task.await();
    Review review = task.review();
    review.change().ifPresent(change -> System.out.println(change.patch()));
    task.approve();
  }

  private static void merged(Pool pool) {
    TaskOutcome outcome =
        pool.run(
            "Write a haiku into HAIKU.",
            TaskOptions.DEFAULTS.withWorkspace(WorkspaceMode.WORKTREE));
    if (outcome.result().workspace().flatMap(Workspace::branch).isPresent()) {
      System.out.println(pool.merge(outcome.id()).commit());
    }
  }
}
