package dev.agentpool.examples;

import dev.agentpool.api.Pool;
import dev.agentpool.api.PoolEvent;
import dev.agentpool.api.PoolEvents;
import dev.agentpool.api.TaskHandle;
import java.nio.file.Path;

/** What happens in a pool, as it happens, and from where one left off. */
public final class EventsExample {
  private EventsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      oneTask(pool);
      again(pool);
    }
  }

  private static void oneTask(Pool pool) {
    try (PoolEvents events = pool.events()) {
      TaskHandle task = pool.submit("Say hello.");
      for (PoolEvent event : events) {
        if (event instanceof PoolEvent.TaskChanged change && change.taskId().equals(task.id())) {
          System.out.println(change.kind() + " " + change.to());
          if (change.to().terminal()) {
            break;
          }
        }
      }
    }
  }

  private static void again(Pool pool) {
    long seen;
    try (PoolEvents events = pool.events(0)) {
      System.out.println("first of all: " + events.iterator().next().kind());
      seen = events.position();
    }
    try (PoolEvents further = pool.events(seen)) {
      System.out.println("then: " + further.iterator().next().kind());
    }
  }
}
