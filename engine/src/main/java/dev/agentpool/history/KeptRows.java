package dev.agentpool.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentpool.config.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was taken over from a former control plane, read again. Empty while nothing was. */
public final class KeptRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeptRows() {}

  /**
   * A row of those days: a session, unless it is said.
   *
   * @param texts its columns, as they were
   */
  public record Session(Map<String, String> texts) {
    public Session {
      texts = Map.copyOf(texts);
    }

    /** A column; empty where there was nothing. */
    public String text(String column) {
      return texts.getOrDefault(column, "");
    }
  }

  /** Newest first. */
  public static List<Session> sessions(Home home) {
    List<Session> sessions = new ArrayList<>();
    each(FormerRows.file(home, "sessions"), row -> sessions.add(texts(row)));
    sessions.sort(Comparator.comparing((Session one) -> one.text("created_at")).reversed());
    return sessions;
  }

  /** How many rows of each table are kept. */
  public static Map<String, Long> counts(Home home) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String table : FormerRows.TABLES) {
      counts.put(table, (long) ids(FormerRows.file(home, table)).size());
    }
    return counts;
  }

  static Set<String> ids(Path file) {
    Set<String> ids = new HashSet<>();
    each(file, row -> ids.add(row.path("id").asString()));
    return ids;
  }

  private interface Row {
    void is(JsonNode row);
  }

  /** The last rows of a table, as they were; at most so many. */
  public static List<Session> rows(Home home, String table, int most) {
    ArrayDeque<Session> last = new ArrayDeque<>();
    each(
        FormerRows.file(home, table),
        row -> {
          last.add(texts(row));
          if (last.size() > most) {
            last.removeFirst();
          }
        });
    return List.copyOf(last);
  }

  private static Session texts(JsonNode row) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.properties().forEach(column -> texts.put(column.getKey(), column.getValue().asString("")));
    return new Session(texts);
  }

  /**
   * A line that was cut, by a full disk for instance, is none; bytes that are no text are replaced.
   */
  private static void each(Path file, Row sink) {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          JsonNode row = JSON.readTree(line);
          if (row.isObject()) {
            sink.is(row);
          }
        } catch (JacksonException cut) {
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
