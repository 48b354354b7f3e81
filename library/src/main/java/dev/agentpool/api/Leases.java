package dev.agentpool.api;

import dev.agentpool.answer.FileLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Claims of the project's files by tasks (spec control-plane 14). A lease ends with its task, when
 * it is released, or at its time; an agent whose CLI has a hook is kept from writing a file that
 * another task has leased.
 *
 * {@snippet :
 * Leases leases = pool.leases();
 * FileLease mine = leases.acquire(task.id(), "src/Main.java", Optional.of(Duration.ofMinutes(10)));
 * System.out.println(leases.list().size() + " files are leased");
 * leases.release(mine.id());
 * }
 */
public interface Leases {
  /**
   * Takes a file to write, or renews the task's lease of it. Refused with the code {@code
   * lease_conflict} when another task has it.
   *
   * @param filePath from the project's root, or absolute within it
   * @param time how long, at most a week; as long as the task lasts when empty
   */
  FileLease acquire(String taskId, String filePath, Optional<Duration> time);

  /** The same to read: others may read it too, none may write it. */
  FileLease acquireToRead(String taskId, String filePath, Optional<Duration> time);

  /** Those that hold now, oldest first. */
  List<FileLease> list();

  /** Whether there was such a lease. */
  boolean release(String leaseId);

  /** Lets go of all of a task's, and says of how many. */
  int releaseAll(String taskId);
}
