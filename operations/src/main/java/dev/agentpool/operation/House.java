package dev.agentpool.operation;

import dev.agentpool.doctor.Doctor;
import dev.agentpool.engine.Engine;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.project.Projects;
import dev.agentpool.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;

/**
 * What a daemon does operations with, whichever face they come by.
 *
 * @param stop ends the daemon's work and reports
 */
public record House(
    Engine engine,
    Ledger ledger,
    Node node,
    Projects projects,
    Webhooks webhooks,
    Doctor doctor,
    Facts facts,
    Stop stop) {

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
