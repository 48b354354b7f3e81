package dev.agentpool.rest;

import dev.agentpool.engine.Engine;
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
 * @param stop stops the daemon's work and reports
 * @param exit ends the process; called when the answer to a stop is written
 */
public record Api(
    Engine engine,
    Ledger ledger,
    Node node,
    Projects projects,
    Waits waits,
    JournalFeed feed,
    ActivityLog activity,
    Doctor doctor,
    DaemonFacts facts,
    Stop stop,
    Runnable exit) {

  /** What a status tells of the daemon itself. */
  public record DaemonFacts(
      long pid, String version, String node, long startedAtMillis, String socket) {}

  /** Stops what the daemon does. */
  @FunctionalInterface
  public interface Stop {
    Node.StopReport stop(Duration deadline) throws InterruptedException;
  }
}
