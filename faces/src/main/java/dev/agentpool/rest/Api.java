package dev.agentpool.rest;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.engine.Engine;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.inside.right.Gate;
import dev.agentpool.mcp.McpDesk;
import dev.agentpool.mcp.McpHello;
import dev.agentpool.metrics.PoolMeters;
import dev.agentpool.operation.House;
import dev.agentpool.project.Projects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the routes speak with.
 *
 * @param answers after which the process ends, and not before
 * @param outside figures, desks
 * @param streams the answers that are open now; closing them ends each
 * @param defaultDirectory the project that is meant when a request names none; null: it must
 */
public record Api(
    House house,
    JournalFeed feed,
    ActivityLog activity,
    LastAnswers answers,
    Outside outside,
    Streams streams,
    @Nullable String defaultDirectory) {

  /** The answers that are to be out before the process ends. */
  @FunctionalInterface
  public interface LastAnswers {
    /** One more, until it is closed: then it is written, or cannot be. Close it once. */
    Owed owe();

    /** An answer that is not out yet. */
    @FunctionalInterface
    interface Owed extends AutoCloseable {
      @Override
      void close();
    }
  }

  /**
   * What looks into the daemon from outside.
   *
   * @param gate what those inside a session may
   * @param desks gives a session of MCP over HTTP its desk; null: there is no {@code /mcp}
   */
  public record Outside(
      PoolMeters meters, @Nullable Function<McpHello, McpDesk> desks, Gate gate) {}

  /** For a server without a default directory: every request says which project it means. */
  public Api(
      House house, JournalFeed feed, ActivityLog activity, LastAnswers answers, Outside outside) {
    this(house, feed, activity, answers, outside, new Streams(), null);
  }

  /**
   * The same for a server whose requests mean this project when they name none, with streams of its
   * own, which end when that server does.
   */
  Api in(String directory, Streams itsOwn) {
    return new Api(house, feed, activity, answers, outside, itsOwn, directory);
  }

  Engine engine() {
    return house.engine();
  }

  Projects projects() {
    return house.projects();
  }
}
