package dev.agentpool.examples;

import dev.agentpool.answer.UsageSummary;
import dev.agentpool.api.Pool;
import java.nio.file.Path;

/** Looks what a provider has left before work is given to it. */
public final class UsageExample {
  private UsageExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      pool.usage().refreshed("scripted");
      System.out.println(pool.usage().remembered().snapshots().size() + " snapshots");
      summary(pool);
    }
  }

  private static void summary(Pool pool) {
    UsageSummary usage = pool.usage().summary();
    usage.providers().forEach((id, row) -> System.out.println(id + ": " + row.summary()));
  }
}
