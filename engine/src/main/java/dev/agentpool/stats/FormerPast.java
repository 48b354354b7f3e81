package dev.agentpool.stats;

import dev.agentpool.config.Home;
import dev.agentpool.history.KeptRows;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was imported of a former control plane's history. A row that cannot be read, or has no time,
 * is passed over; so is one from the future.
 */
final class FormerPast {
  private static final int MOST = 50_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

  private FormerPast() {}

  /** Sessions that were begun in a time, of one provider or of all. */
  static List<Worker> workers(Home home, Period period, @Nullable String provider) {
    List<KeptRows.Session> rows =
        KeptRows.rows(home, "sessions", MOST).stream()
            .filter(row -> provider == null || provider.equals(row.text("provider_id")))
            .filter(row -> Period.read(row.text("created_at")).filter(period::holds).isPresent())
            .toList();
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Map<String, Integer>> events = events(home, rows);
    return rows.stream().map(row -> worker(row, events)).toList();
  }

  private static Worker worker(KeptRows.Session row, Map<String, Map<String, Integer>> events) {
    Map<String, Integer> own = events.getOrDefault(row.text("id"), Map.of());
    String state = row.text("state").toUpperCase(Locale.ROOT);
    return new Worker(
        named(row.text("provider_id")),
        named(row.text("role")),
        state.isEmpty() ? "UNKNOWN" : state,
        Period.read(row.text("created_at")).orElseThrow(),
        ended(row, state),
        own.containsKey("terminat"),
        own.containsKey("timeout") || own.containsKey("timed_ou"),
        own.getOrDefault("interrup", 0),
        true);
  }

  private static String named(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  /** What did not end by its own word was not heard of again after its last change. */
  private static Instant ended(KeptRows.Session row, String state) {
    Optional<Instant> end = Period.read(row.text("ended_at"));
    Optional<Instant> changed = Period.read(row.text("updated_at"));
    return (end.isPresent() || !ENDED.contains(state) && changed.isEmpty() ? end : changed)
        .orElseGet(() -> Period.read(row.text("created_at")).orElseThrow());
  }

  /** How many of each kind a session had; kinds by how their names begin. */
  private static Map<String, Map<String, Integer>> events(
      Home home, List<KeptRows.Session> sessions) {
    Set<String> wanted = new HashSet<>();
    sessions.forEach(row -> wanted.add(row.text("id")));
    Map<String, Map<String, Integer>> events = new HashMap<>();
    for (KeptRows.Session row : KeptRows.rows(home, "events", 4 * MOST)) {
      String kind = row.text("event_type").toLowerCase(Locale.ROOT);
      if (wanted.contains(row.text("session_id")) && !kind.isEmpty()) {
        events
            .computeIfAbsent(row.text("session_id"), _ -> new HashMap<>())
            .merge(kind.substring(0, Math.min(8, kind.length())), 1, Integer::sum);
      }
    }
    return events;
  }

  /** What providers had left, as it was known in a time. */
  static List<Usage> usages(Home home, Instant from, Instant until) {
    List<Usage> usages = new ArrayList<>();
    for (KeptRows.Session row : KeptRows.rows(home, "usage_snapshots", MOST)) {
      Period.read(row.text("ts").isEmpty() ? row.text("checked_at") : row.text("ts"))
          .filter(at -> !at.isBefore(from) && at.isBefore(until))
          .flatMap(at -> usage(row, at))
          .ifPresent(usages::add);
    }
    return usages;
  }

  private static Optional<Usage> usage(KeptRows.Session row, Instant at) {
    try {
      List<Window> windows = new ArrayList<>();
      String provider = row.text("provider_id");
      JsonNode raw = JSON.readTree(row.text("raw_json"));
      for (JsonNode window : raw.path("windows")) {
        windows.add(
            new Window(
                window.path("name").asString(""),
                WindowKind.of(window.path("kind").asString("")),
                null,
                number(window.path("remaining_percent")),
                number(window.path("used_percent")),
                null,
                null,
                Period.read(window.path("reset_at").asString("")).orElse(null),
                Confidence.of(window.path("confidence").asString("")),
                null));
      }
      return provider.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Usage(
                  ProviderIds.provider(provider),
                  UsageStatus.of(row.text("status")).orElse(UsageStatus.UNKNOWN),
                  Confidence.of(row.text("confidence")),
                  at,
                  windows,
                  null,
                  List.of(),
                  Map.of()));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : null;
  }
}
