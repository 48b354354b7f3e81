package dev.agentpool.rest;

import dev.agentpool.engine.Engine;
import dev.agentpool.inside.Gate;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mcp.McpDesk;
import dev.agentpool.mcp.McpHello;
import dev.agentpool.metrics.PoolMeters;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.node.Doctor;
import dev.agentpool.node.JournalFeed;
import dev.agentpool.node.Node;
import dev.agentpool.node.Projects;
import dev.agentpool.node.Waits;
import dev.agentpool.webhook.Webhooks;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the routes speak with.
 *
 * @param stop stops the daemon's work and reports
 * @param answered called when the answer to a stop is written, or cannot be
 * @param outside webhooks, figures, desks
 * @param streams the answers that are open now; closing them ends each
 * @param defaultDirectory the project that is meant when a request names none; null: it must
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
    Runnable answered,
    Outside outside,
    Streams streams,
    @Nullable String defaultDirectory) {

  /**
   * What reaches out of the daemon, and what looks into it from outside.
   *
   * @param gate what those inside a session may
   * @param desks gives a session of MCP over HTTP its desk; null: there is no {@code /mcp}
   */
  public record Outside(
      Webhooks webhooks,
      PoolMeters meters,
      @Nullable Function<McpHello, McpDesk> desks,
      Gate gate) {}

  /** For a server without a default directory: every request says which project it means. */
  public Api(
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
      Runnable answered,
      Outside outside) {
    this(
        engine,
        ledger,
        node,
        projects,
        waits,
        feed,
        activity,
        doctor,
        facts,
        stop,
        answered,
        outside,
        new Streams(),
        null);
  }

  /**
   * The same for a server whose requests mean this project when they name none, with streams of its
   * own, which end when that server does.
   */
  Api in(String directory, Streams itsOwn) {
    return new Api(
        engine, ledger, node, projects, waits, feed, activity, doctor, facts, stop, answered,
        outside, itsOwn, directory);
  }

  /** What a status tells of the daemon itself. */
  public record DaemonFacts(
      long pid, String version, String build, String node, long startedAtMillis, String socket) {}

  /** Stops what the daemon does. */
  @FunctionalInterface
  public interface Stop {
    Node.StopReport stop(Duration deadline) throws InterruptedException;
  }
}
