package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Figure;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The usage windows of a Claude plan, in each of the forms in which its CLI tells them. Pure. */
final class ClaudeWindows {
  /** What the API's headers, the usage endpoint and its rows call a window, and what we do. */
  private static final Map<String, String> NAMES =
      Map.of(
          "five_hour", "session",
          "session", "session",
          "seven_day", "weekly",
          "weekly_all", "weekly",
          "seven_day_opus", "weekly_opus",
          "seven_day_sonnet", "weekly_sonnet",
          "seven_day_overage_included", "weekly_included");

  private static final int CENTS = 100;

  private ClaudeWindows() {}

  /** Out of {@code rate_limit_info} of an event: shares are between 0 and 1 there. */
  static List<Window> ofEvent(JsonNode info) {
    List<Window> windows = new ArrayList<>();
    info.path("unifiedWindows")
        .properties()
        .forEach(one -> {
          if (one.getValue().isObject()) {
            windows.add(event(one.getKey(), one.getValue(), info));
          }
        });
    String named = Json.text(info, "rateLimitType", "");
    boolean told = windows.stream().anyMatch(window -> window.name().equals(name(named)));
    if (!named.isEmpty() && !named.equals("overage") && !told) {
      windows.add(event(named, info, info));
    }
    if (windows.isEmpty() && Json.text(info, "status", "").equals("rejected")) {
      windows.add(event("limit", info, info));
    }
    return windows;
  }

  private static Window event(String named, JsonNode said, JsonNode info) {
    boolean rejected =
        Json.text(info, "status", "").equals("rejected")
            && Json.text(info, "rateLimitType", "limit").equals(named);
    Double share = number(said.path("utilization"));
    Double used = rejected ? Double.valueOf(100) : share == null ? null : share * 100;
    String status = Json.text(said, "status", "");
    return Window.used(
            name(named),
            kind(named),
            used == null ? null : Math.round(used * 100) / 100d,
            Figure.epoch(number(said.path("resetsAt"))),
            Confidence.OFFICIAL)
        .said(status.isEmpty() ? null : status);
  }

  /** Out of the answer to {@code get_usage}: rows of the server, or its named windows. */
  static List<Window> ofUsage(JsonNode limits) {
    List<Window> windows = new ArrayList<>();
    for (JsonNode row : limits.path("limits")) {
      if (row.isObject()) {
        windows.add(row(row));
      }
    }
    if (windows.isEmpty()) {
      limits
          .properties()
          .forEach(one -> {
            if (NAMES.containsKey(one.getKey()) && one.getValue().isObject()) {
              windows.add(
                  Window.used(
                      name(one.getKey()),
                      kind(one.getKey()),
                      number(one.getValue().path("utilization")),
                      time(one.getValue().path("resets_at")),
                      Confidence.OFFICIAL));
            }
          });
    }
    extra(limits.path("extra_usage"), windows);
    return windows;
  }

  private static Window row(JsonNode row) {
    String kind = Json.text(row, "kind", "unknown");
    JsonNode scope = row.path("scope");
    String part =
        Json.text(
            scope.path("model"),
            "display_name",
            Json.text(scope.path("surface"), "display_name", ""));
    String name =
        part.isEmpty()
            ? name(kind)
            : (Json.text(row, "group", kind) + "_" + part)
                .toLowerCase(Locale.ROOT)
                .replace(' ', '_');
    String severity = Json.text(row, "severity", "");
    return Window.used(
            name,
            kind(kind),
            number(row.path("percent")),
            time(row.path("resets_at")),
            Confidence.OFFICIAL)
        .said(severity.isEmpty() ? null : severity);
  }

  private static void extra(JsonNode extra, List<Window> windows) {
    if (!extra.path("is_enabled").asBoolean(false)) {
      return;
    }
    Double used = number(extra.path("used_credits"));
    Double most = number(extra.path("monthly_limit"));
    Double left = used == null || most == null ? null : Math.max(0, most - used) / CENTS;
    windows.add(
        new Window(
            "extra_usage",
            WindowKind.ON_DEMAND,
            null,
            null,
            number(extra.path("utilization")),
            left,
            used == null ? null : used / CENTS,
            null,
            Confidence.OFFICIAL,
            null));
  }

  private static String name(String named) {
    return NAMES.getOrDefault(named, named);
  }

  private static WindowKind kind(String named) {
    if (named.equals("five_hour") || named.equals("session")) {
      return WindowKind.SESSION;
    }
    return named.startsWith("seven_day") || named.startsWith("weekly")
        ? WindowKind.WEEKLY
        : WindowKind.UNKNOWN;
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
  }

  private static @Nullable Instant time(JsonNode node) {
    if (node.isNumber()) {
      return Figure.epoch(node.doubleValue());
    }
    try {
      return node.isString() ? OffsetDateTime.parse(node.asString()).toInstant() : null;
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
