package dev.agentpool.examples;

import dev.agentpool.api.Pool;
import java.nio.file.Path;

/**
 * The same pool as the command line's: needs a daemon that runs, of the home that {@code
 * AGENT_POOL_HOME} names or of the one that is given.
 */
public final class ClientOfDaemonExample {
  private ClientOfDaemonExample() {}

  public static void main(String[] arguments) {
    Path project = Path.of(arguments[0]);
    if (arguments.length > 1) {
      ofAnotherHome(project, Path.of(arguments[1]));
      return;
    }
    try (Pool pool = Pool.connect(project)) {
      System.out.println(pool.status().totalSlots() + " slots");
    }
  }

  private static void ofAnotherHome(Path project, Path home) {
    try (Pool pool = Pool.connect(project, home)) {
      System.out.println(pool.status().totalSlots() + " slots");
      System.out.println(pool.run("Say hello.").orThrow().output());
    }
  }
}
