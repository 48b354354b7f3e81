package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Submitted;
import dev.agentpool.engine.Tasks;
import dev.agentpool.ledger.Submission;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.List;

/** Where work is queued; each throws {@link Refused} where it is not taken. */
public interface Queue {
  /** Each a move of its own, in this order; all are durable when this returns. */
  List<Submitted> submitEach(List<Submission> submissions);

  /** The work of a failed task anew. */
  TaskId retry(TaskId task);

  /** Returns when the task has ended, or the time is over. */
  void await(TaskId task, Duration atMost) throws InterruptedException;

  static Queue of(Tasks tasks) {
    return new Queue() {
      @Override
      public List<Submitted> submitEach(List<Submission> submissions) {
        return tasks.submitEach(submissions);
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
