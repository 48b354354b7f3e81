package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.usage.Figure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The usage windows of the account, as Codex reports them after each request. */
final class CodexLimits {
  private static final int NEARLY = 80;
  private static final Map<Integer, String> NAMES = Map.of(300, "five_hour", 10_080, "seven_day");
  private final Map<String, AgentEvent.RateLimit> known = new HashMap<>();

  /** What is new of it. */
  List<AgentEvent> heard(JsonNode limits) {
    List<AgentEvent> news = new ArrayList<>();
    for (String window : List.of("primary", "secondary")) {
      JsonNode said = limits.path(window);
      if (said.isObject()) {
        AgentEvent.RateLimit limit = limit(said, Json.text(limits, "rateLimitReachedType", ""));
        if (!limit.equals(known.put(window, limit))) {
          news.add(limit);
        }
      }
    }
    if (!news.isEmpty()) {
      news.add(
          new AgentEvent.UsageSeen("codex_rate_limits_updated", CodexWindows.of(limits), false));
    }
    return news;
  }

  private static AgentEvent.RateLimit limit(JsonNode window, String reached) {
    double used = window.path("usedPercent").asDouble(0);
    boolean full = used >= 100 || !reached.isEmpty() && used >= NEARLY;
    String status = full ? "rejected" : used >= NEARLY ? "allowed_warning" : "allowed";
    JsonNode resets = window.path("resetsAt");
    int minutes = window.path("windowDurationMins").asInt(0);
    return new AgentEvent.RateLimit(
        status,
        resets.isNumber() ? Figure.epoch(resets.doubleValue()) : null,
        NAMES.getOrDefault(minutes, minutes == 0 ? "" : minutes + "_minutes"));
  }

  /** When the last of the full windows is open again; null when none is full, or nobody says. */
  @Nullable Instant resets() {
    Instant last = null;
    for (AgentEvent.RateLimit limit : known.values()) {
      Instant at = limit.resetsAt();
      if (limit.status().equals("rejected") && at != null && (last == null || at.isAfter(last))) {
        last = at;
      }
    }
    return last;
  }
}
