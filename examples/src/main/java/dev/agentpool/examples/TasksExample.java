package dev.agentpool.examples;

import dev.agentpool.answer.Task;
import dev.agentpool.answer.Waited;
import dev.agentpool.api.Pool;
import dev.agentpool.api.PoolException;
import dev.agentpool.api.TaskHandle;
import dev.agentpool.api.TaskOptions;
import dev.agentpool.api.TaskOutcome;
import dev.agentpool.api.WaitMode;
import dev.agentpool.request.TaskFilter;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tasks that run while the program does something else. */
public final class TasksExample {
  private TasksExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      handles(pool);
      soon(pool);
      inOrder(pool);
      any(pool);
      all(pool);
      again(pool);
      lists(pool);
      unknown(pool);
    }
  }

  private static void handles(Pool pool) {
    TaskHandle task = pool.submit("Say hello.");
    System.out.println(task.id() + " is under way");
    System.out.println(task.await().result().output());
  }

  private static void soon(Pool pool) {
    TaskHandle task = pool.submit("Say hello.");
    Optional<TaskOutcome> soon = task.await(Duration.ofMinutes(1));
    System.out.println(soon.isPresent() ? "done" : "it takes long");
  }

  private static void inOrder(Pool pool) {
    TaskHandle first = pool.submit("Say one.");
    TaskHandle second = pool.submit("Say two.", TaskOptions.DEFAULTS.after(first.id()));
    System.out.println(second.await().success());
  }

  private static void any(Pool pool) {
    TaskHandle one = pool.submit("Say one.");
    TaskHandle two = pool.submit("Say two.");
    Waited waited = pool.await(List.of(one.id(), two.id()), WaitMode.any(), Duration.ofMinutes(5));
    System.out.println(waited.satisfied() ? "the first is there" : "it takes long");
  }

  private static void all(Pool pool) {
    TaskHandle task = pool.submit("Say one.");
    Waited waited = pool.await(List.of(task.id()), WaitMode.all(), Duration.ofMinutes(5));
    System.out.println(task.id() + " is " + waited.states().get(task.id()));
  }

  private static void again(Pool pool) {
    TaskHandle task = pool.submit("Say hello.");
    task.cancel();
    System.out.println(task.retry().await().success());
  }

  private static void lists(Pool pool) {
    for (Task task : pool.tasks()) {
      System.out.println(task.id() + " " + task.state() + " " + task.prompt());
    }
    TaskFilter failed = TaskFilter.ALL.withStates(TaskState.FAILED).withTags("nightly").limit(20);
    System.out.println(pool.tasks(failed).size() + " failed");
  }

  private static void unknown(Pool pool) {
    try {
      pool.task("task-0").await();
    } catch (PoolException.TaskNotFound unknown) {
      System.out.println(unknown.getMessage());
    }
  }
}
