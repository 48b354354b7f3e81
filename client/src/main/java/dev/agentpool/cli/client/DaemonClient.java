package dev.agentpool.cli.client;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the daemon; starts it first when none runs. What it refuses becomes a {@link CliException}.
 * For any thread.
 */
public final class DaemonClient {
  /** What only looks or changes something is answered in this time, or not at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String TOKEN_HEADER = "X-Agentpool-Slot-Token";
  private static final Duration AWAY = Duration.ofSeconds(5);

  private final DaemonHome home;
  private final DaemonStart start;
  private final Builds builds;
  private @Nullable String logIn;

  public DaemonClient(DaemonHome home, DaemonStart start) {
    this(home, start, Map.of());
  }

  /**
   * @param environment the caller's, of which the daemon is told what logs agents in
   */
  public DaemonClient(DaemonHome home, DaemonStart start, Map<String, String> environment) {
    this(home, start, environment, new Builds("", _ -> {}));
  }

  /**
   * @param builds hears which build of the daemon answers
   */
  public DaemonClient(
      DaemonHome home, DaemonStart start, Map<String, String> environment, Builds builds) {
    this.home = home;
    this.start = start;
    this.builds = builds;
    this.logIn = LogIn.request(environment);
  }

  /** Hands over what logs agents in, once; a daemon that does not want it goes on without. */
  public void logIn() {
    String request = logIn;
    logIn = null;
    if (request == null || !home.token().isEmpty()) { // a person's, so never from a session
      return;
    }
    try (Connection connection = connect()) {
      connection.limit(PATIENCE);
      connection.send("POST", "/v1/environment", request);
      connection.text();
    } catch (IOException older) {
      // the request that this was for says what is the matter
    }
  }

  private void logIn(String path) {
    if (logIn != null && LogIn.isNeeded(path)) {
      logIn();
    }
  }

  /** What is done with each event of a stream. */
  public interface EventSink {
    /** Returns false to end the stream. */
    boolean accept(ServerEvent event);
  }

  public DaemonHome home() {
    return home;
  }

  /** Asks for the JSON at a path; asked again once when the daemon went away meanwhile. */
  public Json get(String path) {
    return again("GET", path, null);
  }

  public Json post(String path, JsonObject body) {
    logIn(path);
    try (Connection connection = connect()) {
      connection.limit(PATIENCE);
      return answer(connection, "POST", path, body.toString());
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Like {@link #post} for what may take as long as it takes. */
  public Json postUnhurried(String path, JsonObject body) {
    logIn(path);
    try (Connection connection = connect()) {
      return answer(connection, "POST", path, body.toString());
    } catch (IOException e) {
      throw lost(e);
    }
  }

  public Json delete(String path) {
    try (Connection connection = connect()) {
      connection.limit(PATIENCE);
      return answer(connection, "DELETE", path, null);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Like {@link #post} for what may be asked twice and may take as long as it takes: asked again
   * when the daemon crashed meanwhile.
   */
  public Json ask(String path, JsonObject body) {
    logIn(path);
    while (true) {
      try (Connection connection = connect()) {
        return answer(connection, "POST", path, body.toString());
      } catch (IOException wentAway) {
        awaitAnother();
      }
    }
  }

  /**
   * Looks, for as long as that takes; again when the daemon crashed meanwhile.
   *
   * @param path asked anew each time, since less time may be left
   */
  public Json getUnhurried(Supplier<String> path) {
    while (true) {
      try (Connection connection = connect()) {
        return answer(connection, "GET", path.get(), null);
      } catch (IOException wentAway) {
        awaitAnother();
      }
    }
  }

  /**
   * For one who waits while the daemon goes away. Returns when it crashed (it leaves its socket;
   * the next request starts it again) or when there is one again; throws when it was stopped (it
   * has removed its socket): what a person stopped stays stopped.
   */
  public void awaitAnother() {
    Patience patience = new Patience(AWAY);
    while (!patience.isOver()) {
      Patience.pauseOrGiveUp("the daemon");
      try (Connection connection = openOrNull()) {
        if (connection != null) {
          connection.limit(PATIENCE);
          connection.send("GET", "/health", null);
          return;
        }
        if (Files.exists(home.socket())) {
          return;
        }
        throw CliException.machine(
            "the daemon was stopped; nothing is lost: tasks go on when it is started again");
      } catch (IOException itIsEnding) {
        // its socket is still there: look again
      }
    }
  }

  public Json put(String path, JsonObject body) {
    return again("PUT", path, body.toString());
  }

  public Json patch(String path, JsonObject body) {
    return again("PATCH", path, body.toString());
  }

  /**
   * Reads a stream of events to its end. Throws {@link IOException} when the daemon went away in
   * the middle.
   */
  public void events(String path, EventSink sink) throws IOException {
    events("GET", path, null, "", sink);
  }

  /**
   * The same for a stream that goes on behind an event.
   *
   * @param mark that event's; empty for the stream's beginning
   */
  public void eventsAfter(String mark, String path, EventSink sink) throws IOException {
    events("GET", path, null, mark, sink);
  }

  /** The same for a stream that is asked for with a body. */
  public void events(String path, JsonObject body, EventSink sink) throws IOException {
    events("POST", path, body, "", sink);
  }

  private void events(
      String method, String path, @Nullable JsonObject body, String mark, EventSink sink)
      throws IOException {
    try (Connection connection = connect()) {
      if (!mark.isEmpty()) {
        connection.header("Last-Event-ID", mark);
      }
      connection.send(method, path, body == null ? null : body.toString());
      builds.answered(connection.build());
      builds.noticed(connection.notice());
      if (connection.status() != 200) {
        throw problem(connection.status(), connection.text());
      }
      EventReader reader = new EventReader(connection.body());
      for (ServerEvent event = reader.next(); event != null; event = reader.next()) {
        if (!sink.accept(event)) {
          return;
        }
      }
    }
  }

  /** Makes sure that a daemon runs. Returns whether this call started it. */
  public boolean ensureRunning() {
    try (Connection connection = openOrNull()) {
      if (connection != null) {
        return false;
      }
    }
    start.start(home);
    return true;
  }

  /** Asks a daemon that runs already; null when none does. */
  public @Nullable Json askRunning(String method, String path, @Nullable JsonObject body) {
    try (Connection connection = openOrNull()) {
      if (connection != null && method.equals("GET")) {
        connection.limit(PATIENCE);
      }
      return connection == null
          ? null
          : answer(connection, method, path, body == null ? null : body.toString());
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Waits for a daemon that is just starting, or has lost its socket; false when there is none. */
  public boolean awaitStarting() {
    return start.awaitStarting(home);
  }

  /** Starts a daemon that does nothing but end what one left that is gone; ask it to stop next. */
  public void startToStop() {
    start.startToStop(home);
  }

  private Json again(String method, String path, @Nullable String body) {
    try (Connection connection = connect()) {
      connection.limit(PATIENCE);
      return answer(connection, method, path, body);
    } catch (AsynchronousCloseException tooLate) {
      throw lost(tooLate);
    } catch (IOException wentAway) {
      try (Connection connection = connect()) {
        connection.limit(PATIENCE);
        return answer(connection, method, path, body);
      } catch (IOException e) {
        throw lost(e);
      }
    }
  }

  private Json answer(Connection connection, String method, String path, @Nullable String body)
      throws IOException {
    connection.send(method, path, body);
    if (!path.equals("/v1/stop")) {
      builds.answered(connection.build());
      builds.noticed(connection.notice());
    }
    String text = connection.text();
    if (connection.status() >= 300) {
      throw problem(connection.status(), text);
    }
    try {
      return text.isEmpty() ? new Json(null) : Json.parse(text);
    } catch (IllegalArgumentException e) {
      throw CliException.machine("the daemon's answer is not understood: " + e.getMessage());
    }
  }

  private static CliException problem(int status, String text) {
    String detail = "";
    String code = "";
    Json details = new Json(null);
    try {
      detail = Json.parse(text).text("detail");
      code = Json.parse(text).text("code");
      details = Json.parse(text).get("details");
    } catch (IllegalArgumentException notJson) {
      // said by its status
    }
    String message = detail.isEmpty() ? "the daemon answered with HTTP " + status : detail;
    int exitCode = ExitCode.ofStatus(status);
    return code.isEmpty()
        ? new CliException(exitCode, message)
        : new CliException(exitCode, code, message, details, "");
  }

  private static CliException lost(IOException e) {
    if (e instanceof AsynchronousCloseException) {
      return CliException.machine(
          "the daemon did not answer within " + PATIENCE.toSeconds() + " s: does it hang?");
    }
    return CliException.machine(
        "the daemon went away before it answered ("
            + e.getMessage()
            + "); agentpool status shows what is there");
  }

  private Connection connect() {
    Connection connection = openOrNull();
    if (connection != null) {
      return connection;
    }
    start.start(home);
    connection = openOrNull();
    if (connection == null) {
      throw CliException.machine("the daemon ended right after its start; see " + home.log());
    }
    return connection;
  }

  /** Null when nobody listens: there is no socket, or one that a dead daemon left. */
  private @Nullable Connection openOrNull() {
    Path socket = home.socket();
    if (!Files.exists(socket)
        && (!Files.exists(socket.getParent()) || Files.isExecutable(socket.getParent()))) {
      return null;
    }
    try {
      Connection connection = Connection.open(socket);
      if (!home.token().isEmpty()) {
        connection.header(TOKEN_HEADER, home.token());
      }
      return connection;
    } catch (ConnectException nobodyListens) {
      return null;
    } catch (IOException e) {
      if (!Files.exists(socket) && Files.isExecutable(socket.getParent())) {
        return null; // it stopped meanwhile
      }
      throw CliException.machine(
          "cannot connect to the daemon on " + socket + ": " + e.getMessage());
    }
  }
}
