package dev.agentpool.history;

import dev.agentpool.config.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
   * A session of those days.
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
    each(
        FormerRows.file(home, "sessions"),
        row -> {
          Map<String, String> texts = new java.util.LinkedHashMap<>();
          row.properties()
              .forEach(column -> texts.put(column.getKey(), column.getValue().asString()));
          sessions.add(new Session(texts));
        });
    sessions.sort(
        java.util.Comparator.comparing((Session one) -> one.text("created_at")).reversed());
    return sessions;
  }

  /** How many rows of each table are kept. */
  public static Map<String, Long> counts(Home home) {
    Map<String, Long> counts = new java.util.LinkedHashMap<>();
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

  /** A line that was cut, by a full disk for instance, is none. */
  private static void each(Path file, Row sink) {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          sink.is(JSON.readTree(line));
        } catch (JacksonException cut) {
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
