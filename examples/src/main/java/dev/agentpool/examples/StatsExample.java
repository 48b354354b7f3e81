package dev.agentpool.examples;

import dev.agentpool.answer.Stats;
import dev.agentpool.api.Pool;
import java.nio.file.Path;

/** Runs a task, and looks what the week came to. */
public final class StatsExample {
  private StatsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      pool.run("Say hello.");
      week(pool);
    }
  }

  private static void week(Pool pool) {
    Stats week = pool.stats("7d");
    week.work()
        .ifPresent(work -> System.out.println(work.completed() + " done for " + work.cost()));
  }
}
