package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Follows what a task's agent does, also across a restart of the daemon. */
public final class Activity {
  private static final int MAX_RECONNECTS = 50;
  private final DaemonClient daemon;
  private final String id;
  private long seen;
  private @Nullable Json ended;

  public Activity(DaemonClient daemon, String id) {
    this.daemon = daemon;
    this.id = id;
  }

  /** What is done with an event that is not the end. */
  public interface Sink {
    /** Returns false to stop. */
    boolean accept(ServerEvent event);
  }

  /** Returns the task when it has ended; null when the stream or the sink stopped before. */
  public @Nullable Json follow(boolean untilEnd, Sink sink) {
    int failures = 0;
    while (true) {
      long before = seen;
      try {
        daemon.events(path(untilEnd), event -> accept(event, sink));
        if (ended != null || !untilEnd || stopped) {
          return ended;
        }
      } catch (IOException wentAway) {
        // asked again below, which also starts a daemon that crashed
      }
      failures = seen > before ? 0 : failures + 1;
      if (failures > MAX_RECONNECTS) {
        throw CliException.machine(
            "the daemon goes away again and again; see " + daemon.home().log());
      }
      daemon.awaitAnother();
    }
  }

  private boolean stopped;

  private String path(boolean untilEnd) {
    return new Query(Query.task(id, "/events"))
        .with("follow", untilEnd)
        .with("after", seen)
        .toString();
  }

  private boolean accept(ServerEvent event, Sink sink) {
    seen = Math.max(seen, event.id());
    if (event.type().equals("end")) {
      ended = Json.parse(event.data());
      return false;
    }
    stopped = !sink.accept(event);
    return !stopped;
  }

  /** An event as a line for a person; null for what is of no interest. */
  public static @Nullable String line(ServerEvent event) {
    Json data = Json.parse(event.data());
    return switch (event.type()) {
      case "text" -> data.text("text").stripTrailing();
      case "tool_use" -> "→ " + data.text("tool") + " " + Text.oneLine(data.text("summary"), 120);
      case "tool_result" ->
          data.flag("failed") ? "✗ " + Text.oneLine(data.text("summary"), 120) : null;
      case "permission_denied" -> "✗ not permitted: " + data.text("tool") + ": " + data.text("why");
      case "api_retry" ->
          "… the model API failed ("
              + data.text("error")
              + "), try "
              + data.number("attempt")
              + " of "
              + data.number("of")
              + " in "
              + Text.duration(data.number("delay_ms"));
      case "rate_limit" -> "… rate limit: " + data.text("status") + " " + data.text("window");
      case "notice" -> "… " + data.text("text");
      case "question" -> questionLine(data);
      case "state" -> stateLine(data);
      default -> null;
    };
  }

  /** The same with what tools gave back, of which the first line is shown. */
  static @Nullable String wholeLine(ServerEvent event) {
    String line = line(event);
    if (line != null || !event.type().equals("tool_result")) {
      return line;
    }
    String text = Json.parse(event.data()).text("summary").strip();
    long more = text.lines().count() - 1;
    String first = text.lines().findFirst().orElse("(nothing)");
    return "  ← "
        + Text.oneLine(first, 120)
        + (more > 0 ? " (+" + Text.count(more, "line") + ")" : "");
  }

  private static String questionLine(Json data) {
    return data.text("state").equals("open")
        ? "? " + data.text("title") + ": agentpool answer " + data.text("question_id")
        : "… " + data.text("told");
  }

  public static Colour colour(ServerEvent event) {
    return switch (event.type()) {
      case "text" -> Colour.PLAIN;
      case "permission_denied" -> Colour.RED;
      case "api_retry", "rate_limit", "question" -> Colour.YELLOW;
      default -> Colour.DIM;
    };
  }

  private static String stateLine(Json data) {
    StringBuilder line = new StringBuilder("· ").append(data.text("state"));
    String slot = data.text("slot_id");
    if (!slot.isEmpty()) {
      line.append(" on ").append(slot);
    }
    if (data.number("attempt") > 1) {
      line.append(", attempt ").append(data.number("attempt"));
    }
    String reason = data.text("reason");
    return reason.isEmpty() ? line.toString() : line.append(": ").append(reason).toString();
  }
}
