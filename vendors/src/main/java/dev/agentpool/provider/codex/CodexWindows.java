package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Figure;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The usage windows of a Codex account, in each of the forms in which they are told. Pure. */
final class CodexWindows {
  private static final List<String> SLOTS = List.of("primary", "secondary");

  private CodexWindows() {}

  /** Out of {@code rateLimits}: of an answer, or of a notification. */
  static List<Window> of(JsonNode limits) {
    List<Window> windows = new ArrayList<>();
    for (String slot : SLOTS) {
      JsonNode said = limits.path(slot);
      if (said.isObject()) {
        Double minutes = number(said.path("windowDurationMins"));
        windows.add(
            window(
                slot,
                minutes == null ? null : minutes * 60,
                number(said.path("usedPercent")),
                number(said.path("resetsAt"))));
      }
    }
    return windows;
  }

  /** Out of the details that an error of the API carries. */
  static List<Window> ofDetails(JsonNode details) {
    List<Window> windows = new ArrayList<>();
    for (JsonNode said : details) {
      if (said.isObject() && windows.size() < SLOTS.size()) {
        windows.add(
            window(
                SLOTS.get(windows.size()),
                number(said.path("limit_window_seconds")),
                number(said.path("used_percent")),
                number(said.path("reset_at"))));
      }
    }
    return windows;
  }

  private static Window window(
      String slot, @Nullable Double seconds, @Nullable Double used, @Nullable Double resets) {
    Duration length =
        seconds != null && Math.abs(seconds) < 1e9
            ? Duration.ofSeconds(Math.round(seconds))
            : Duration.ZERO;
    WindowKind kind = WindowKind.lasting(length);
    @Nullable Instant reset = Figure.epoch(resets);
    return new Window(
        kind == WindowKind.UNKNOWN ? slot : kind.wireName(),
        kind,
        null,
        null,
        used,
        null,
        null,
        reset,
        Confidence.OFFICIAL,
        slot + ":" + (length.isZero() ? "unknown" : String.valueOf(length.toMinutes())));
  }

  /** What is told of credit: whether there is some, and how much where it is a number. */
  static Usage withCredits(Usage usage, JsonNode credits) {
    if (!credits.isObject()) {
      return usage;
    }
    boolean unlimited = credits.path("unlimited").asBoolean(false);
    Optional<Double> balance = amount(credits.path("balance"));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("hasCredits", credits.path("hasCredits").asBoolean(false));
    told.put("unlimited", unlimited);
    told.put("hasBalance", balance.isPresent());
    Usage more = usage.raw("credits", told);
    return unlimited || balance.isEmpty() ? more : more.credits(balance.get());
  }

  private static Optional<Double> amount(JsonNode said) {
    try {
      return said.isString()
          ? Optional.of(Double.valueOf(said.asString().strip()))
          : Optional.ofNullable(number(said));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
  }

  /** The object with the windows: itself, or the member of it. */
  static JsonNode limits(JsonNode result) {
    JsonNode limits = result.path("rateLimits");
    return limits.isObject() ? limits : result;
  }

  /** Whether it says that the account is at one of its limits. */
  static boolean isReached(JsonNode limits) {
    return !Json.text(limits, "rateLimitReachedType", "").isEmpty();
  }
}
