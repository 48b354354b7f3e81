package dev.agentpool.api.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events. One thread reads; any thread may close, which ends the reading one's
 * wait.
 */
public final class EventReader implements AutoCloseable {
  private final JsonMapper json;
  private final InputStream bytes;
  private final BufferedReader lines;
  private volatile boolean closed;

  EventReader(JsonMapper json, InputStream bytes) {
    this.json = json;
    this.bytes = bytes;
    this.lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  /**
   * The next event; blocks until there is one. Empty at the end of the stream, and when this was
   * closed.
   *
   * @throws DaemonException when the connection broke
   */
  public Optional<ServerEvent> next() {
    try {
      return read();
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw new DaemonException(
          0, DaemonException.INTERRUPTED, "interrupted while waiting for an event");
    } catch (IOException e) {
      if (closed) {
        return Optional.empty();
      }
      throw DaemonException.unreachable("the stream of events broke: " + e, e);
    }
  }

  private Optional<ServerEvent> read() throws IOException {
    long id = 0;
    String type = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        JsonNode tree = json.readTree(data.toString());
        return Optional.of(new ServerEvent(id, type, tree));
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
      switch (field) {
        case "id" -> id = number(value);
        case "event" -> type = value;
        case "data" -> data.append(value).append('\n');
        default -> {} // a comment keeps the line alive
      }
    }
    return Optional.empty();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      bytes.close(); // not the reader: its lock is held by who waits in it
    } catch (IOException already) {
      // the connection is gone, as it should be
    }
  }
}
