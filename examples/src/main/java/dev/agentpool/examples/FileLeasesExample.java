package dev.agentpool.examples;

import dev.agentpool.answer.FileLease;
import dev.agentpool.api.Leases;
import dev.agentpool.api.Pool;
import dev.agentpool.api.TaskHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A task claims files, so that no other task writes them meanwhile. */
public final class FileLeasesExample {
  private FileLeasesExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      TaskHandle task = pool.submit("@@hang@@");
      claim(pool, task);
      look(pool, task);
      task.cancel();
      System.out.println(pool.leases().list().size() + " are left when it has ended");
    }
  }

  private static void claim(Pool pool, TaskHandle task) {
    Leases leases = pool.leases();
    FileLease mine =
        leases.acquire(task.id(), "src/Main.java", Optional.of(Duration.ofMinutes(10)));
    System.out.println(leases.list().size() + " files are leased");
    leases.release(mine.id());
  }

  private static void look(Pool pool, TaskHandle task) {
    FileLease lease = pool.leases().acquireToRead(task.id(), "README.md", Optional.empty());
    System.out.println(lease.filePath() + " is leased to " + lease.mode());
  }
}
