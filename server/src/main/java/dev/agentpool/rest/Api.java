package dev.agentpool.rest;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.node.Doctor;
import dev.agentpool.node.JournalFeed;
import dev.agentpool.node.Node;
import dev.agentpool.node.Projects;
import dev.agentpool.node.Waits;
import java.time.Duration;

/**
 * What the routes speak with.
 *
 * @param stop stops the daemon and reports; the process ends soon after its answer
 */
public record Api(
    Ledger ledger,
    Node node,
    Projects projects,
    Waits waits,
    JournalFeed feed,
    ActivityLog activity,
    Doctor doctor,
    DaemonFacts facts,
    Stop stop) {

  /** What a status tells of the daemon itself. */
  public record DaemonFacts(long pid, String version, String node, long startedAtMillis, String socket) {}

  /** Ends the daemon. */
  @FunctionalInterface
  public interface Stop {
    Node.StopReport stop(Duration deadline) throws InterruptedException;
  }
}
