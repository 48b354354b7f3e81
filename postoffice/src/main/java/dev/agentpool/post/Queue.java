package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.ledger.Submission;
import dev.agentpool.task.TaskId;
import java.time.Duration;

/** Where work is queued; each throws {@link Refused} where it is not taken. */
public interface Queue {
  TaskId submit(Submission submission);

  /** The work of a failed task anew. */
  TaskId retry(TaskId task);

  /** Returns when the task has ended, or the time is over. */
  void await(TaskId task, Duration atMost) throws InterruptedException;

  static Queue of(Tasks tasks) {
    return new Queue() {
      @Override
      public TaskId submit(Submission submission) {
        return tasks.submitAll(submission).getFirst();
      }

      @Override
      public TaskId retry(TaskId task) {
        return tasks.retry(task);
      }

      @Override
      public void await(TaskId task, Duration atMost) throws InterruptedException {
        tasks.await(task, atMost);
      }
    };
  }
}
