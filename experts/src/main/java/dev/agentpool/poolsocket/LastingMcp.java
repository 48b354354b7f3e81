package dev.agentpool.poolsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An MCP conversation that goes on over the death of the daemon at its other end. What was asked
 * and not answered is answered with an error, since nobody knows whether it was done and nothing
 * may be done twice; then the next daemon is greeted as the first one was.
 */
public final class LastingMcp {
  /** As of JSON-RPC, in the range that is left to servers. */
  private static final int WENT_AWAY = -32_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GREETING = "initialize";
  private static final String GREETED = "notifications/initialized";
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** A daemon that begins anew has its socket back by then; one that was stopped has none. */
  private static final Duration STOPPED = Duration.ofSeconds(5);

  /** Connects to who serves the tools next. */
  public interface Door {
    /** Throws while nobody serves them. */
    PoolLine open() throws IOException;
  }

  private final Path socket;
  private final Door door;
  private final Duration patience;
  private final LongSupplier nanos;
  private final OutputStream to;
  private final Map<JsonNode, String> unanswered = new LinkedHashMap<>();
  private @Nullable PoolLine line;
  private @Nullable String greeting;
  private @Nullable String greeted;
  private boolean allSaid;
  private boolean over;

  /**
   * @param socket of the door: while there is none, nobody is to be waited for
   * @param patience how long another daemon is waited for
   * @param nanos a clock of that kind
   * @param to what the client reads; nobody else writes to it meanwhile
   */
  public LastingMcp(
      Path socket, Door door, Duration patience, LongSupplier nanos, OutputStream to) {
    this.socket = socket;
    this.door = door;
    this.patience = patience;
    this.nanos = nanos;
    this.to = to;
  }

  /**
   * Carries messages, a line each, until the client has said all and has its answers, or the daemon
   * was stopped. Throws when no other came in time.
   *
   * @param first who serves them now, reached already
   */
  public void carry(PoolLine first, InputStream from) throws IOException {
    PoolLine now = first;
    became(now);
    Thread.ofPlatform().daemon().name("mcp-out").start(() -> say(new LineReader(from)));
    try {
      while (now != null) {
        hear(now);
        now.close();
        if (isOver()) {
          return;
        }
        loseUnanswered();
        now = again();
        if (now != null) {
          became(now);
        }
      }
    } finally {
      end();
      if (now != null) {
        now.close();
      }
    }
  }

  private void hear(PoolLine now) throws IOException {
    while (true) {
      String said;
      try {
        said = now.next();
      } catch (IOException gone) {
        return;
      }
      if (said == null) {
        return;
      }
      JsonNode message = parsed(said);
      synchronized (this) {
        if (!message.has("method")) {
          unanswered.remove(message.path("id"));
        }
      }
      write(said);
    }
  }

  /** The client's side: each line to whoever serves now. */
  private void say(LineReader in) {
    try {
      for (String said = in.next(PoolLine.MOST); said != null; said = in.next(PoolLine.MOST)) {
        send(said);
      }
    } catch (IOException | InterruptedException gone) {
      // what the client said so far is all
    }
    finish();
  }

  private void send(String said) throws InterruptedException {
    PoolLine now = takenBy(said);
    try {
      if (now != null) {
        now.say(said);
      }
    } catch (IOException gone) {
      // the other direction notices too, and answers what is unanswered
    }
  }

  /** Null when it is over. */
  private synchronized @Nullable PoolLine takenBy(String said) throws InterruptedException {
    JsonNode message = parsed(said);
    String method = message.path("method").asString("");
    if (method.equals(GREETING)) {
      greeting = said;
    } else if (method.equals(GREETED)) {
      greeted = said;
    }
    while (line == null && !over) {
      wait();
    }
    if (line != null && !method.isEmpty() && message.has("id")) {
      unanswered.put(message.path("id"), method);
    }
    return line;
  }

  private synchronized void finish() {
    allSaid = true;
    try {
      if (line != null) {
        line.sayNoMore();
      }
    } catch (IOException gone) {
      over = true; // nobody is left to answer
    }
  }

  private synchronized boolean isOver() {
    return over || (allSaid && unanswered.isEmpty());
  }

  private synchronized void end() {
    over = true;
    line = null;
    notifyAll();
  }

  private synchronized void became(PoolLine next) throws IOException {
    line = next;
    notifyAll();
    if (allSaid) {
      next.sayNoMore();
    }
  }

  private void loseUnanswered() throws IOException {
    List<JsonNode> lost;
    synchronized (this) {
      line = null;
      unanswered.values().removeIf(GREETING::equals); // it is asked again
      lost = new ArrayList<>(unanswered.keySet());
      unanswered.clear();
    }
    for (JsonNode id : lost) {
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", id);
      answer
          .putObject("error")
          .put("code", WENT_AWAY)
          .put(
              "message",
              "the daemon went away before it answered, and nobody knows whether it did this: look"
                  + " first, then ask again");
      write(JSON.writeValueAsString(answer));
    }
  }

  /** The next daemon, greeted; null when this one was stopped. */
  private @Nullable PoolLine again() throws IOException {
    long began = nanos.getAsLong();
    long seen = began;
    while (true) {
      try {
        return greeted(door.open());
      } catch (IOException notYet) {
        long now = nanos.getAsLong();
        seen = Files.exists(socket) ? now : seen;
        if (now - seen > STOPPED.toNanos()) {
          return null;
        }
        if (now - began > patience.toNanos() || Thread.currentThread().isInterrupted()) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Closed when it went away meanwhile. */
  private PoolLine greeted(PoolLine next) throws IOException {
    try {
      greet(next);
      return next;
    } catch (IOException gone) {
      next.close();
      throw gone;
    }
  }

  /** As the client did it; the client has its answer already, unless the daemon died before. */
  private void greet(PoolLine now) throws IOException {
    String hello;
    String done;
    synchronized (this) {
      hello = greeting;
      done = greeted;
    }
    if (hello == null) {
      return;
    }
    now.say(hello);
    String said = now.next();
    while (said != null && parsed(said).has("method")) {
      write(said);
      said = now.next();
    }
    if (said == null) {
      throw new IOException("the daemon went away while it was greeted");
    }
    if (done == null) {
      write(said);
    } else {
      now.say(done);
    }
  }

  private void write(String said) throws IOException {
    to.write((said + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  /** What is no message is the daemon's to refuse. */
  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException no) {
      return JSON.missingNode();
    }
  }
}
