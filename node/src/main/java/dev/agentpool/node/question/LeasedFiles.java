package dev.agentpool.node.question;

import dev.agentpool.lease.Lease;
import dev.agentpool.lease.LeaseHolder;
import dev.agentpool.lease.Leases;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps agents from writing what another task has leased. */
final class LeasedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedFiles.class);
  private final Leases leases;

  LeasedFiles(Ledger ledger) {
    this.leases = new Leases(ledger);
  }

  /**
   * @param directory where the task works, as the project's root is laid out there
   */
  Optional<String> objection(PoolId pool, TaskId task, Path directory, List<String> files) {
    return files.stream()
        .flatMap(file -> within(directory, file).stream())
        .flatMap(file -> held(pool, task, file).stream())
        .findFirst();
  }

  private Optional<String> held(PoolId pool, TaskId task, String file) {
    try {
      return leases
          .against(pool, new LeaseHolder.OfTask(task), file, Lease.Mode.WRITE)
          .map(lease ->
              lease.told()
                  + ", so it is not yours to write now: go on with something else, or try again"
                  + " later");
    } catch (LedgerException unreadable) {
      LOG.warn("who has leased {} cannot be read: {}", file, unreadable.getMessage());
      return Optional.empty(); // a lease advises, it is no wall
    }
  }

  private static Optional<String> within(Path directory, String file) {
    try {
      Path inside = directory.relativize(directory.resolve(file).normalize());
      return inside.toString().isEmpty() || inside.startsWith("..")
          ? Optional.empty()
          : Optional.of(inside.toString());
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }
}
