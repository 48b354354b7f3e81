package dev.agentpool.operation;

import dev.agentpool.capacity.Capacity;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Doctor;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.engine.Engine;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.project.Projects;
import dev.agentpool.role.Experts;
import dev.agentpool.schedule.Schedules;
import dev.agentpool.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon does operations with, whichever face they come by.
 *
 * @param capacity what providers have left, and whether something may be started with them
 * @param home the folder of the user whose daemon it is
 * @param stop ends the daemon's work and reports
 * @param experts what is asked of expert pools
 */
public record House(
    Engine engine,
    Ledger ledger,
    Node node,
    Projects projects,
    Webhooks webhooks,
    Schedules schedules,
    Doctor doctor,
    Inventory inventory,
    Capacity capacity,
    Home home,
    Facts facts,
    Stop stop,
    Experts experts) {

  /** A pool by its id, opened when it is not open; empty when there is none for who asks. */
  public Optional<PoolConfig> pool(PoolId id) {
    return node.config(id)
        .or(() ->
            ledger.pools().stream()
                .filter(pool -> pool.id().equals(id))
                .findFirst()
                .map(pool -> projects.open(pool.directory())));
  }

  /** Whether a drained pool does nothing any more. */
  public boolean isAtRest(PoolId pool) {
    return engine.drains().isAtRest(pool);
  }

  /** The number of the newest entry of the journal; 0 when there is none. */
  public long lastSequence() {
    return ledger.lastSequence();
  }

  /** So many entries of the journal after one, oldest first. */
  public List<JournalEntry> journal(long after, int most) {
    return ledger.journal(after, most);
  }

  /**
   * What a daemon tells of itself.
   *
   * @param build which build of the program; empty when it is none
   * @param node the id of its node
   */
  public record Facts(
      long pid, String version, String build, String node, Instant startedAt, String socket) {}

  /** Stops what the daemon does; a second call joins the first. */
  @FunctionalInterface
  public interface Stop {
    Node.StopReport stop(Duration deadline) throws InterruptedException;
  }
}
