package dev.agentpool.task;

/**
 * One attempt of a task. The fence rises by one with every claim of the task; a move that carries a
 * lower one than the task's is stale and refused.
 */
public record AttemptKey(TaskId task, int fence) {
  @Override
  public String toString() {
    return task + "#" + fence;
  }
}
