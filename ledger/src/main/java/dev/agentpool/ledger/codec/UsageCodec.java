package dev.agentpool.ledger.codec;

import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snapshot of usage holds beside its columns: JSON. */
public final class UsageCodec {
  /** What a source said beside the figures is kept up to this; then only who said it. */
  private static final int LARGEST_RAW = 64_000;

  private static final String SOURCE = "source";

  private UsageCodec() {}

  public static String write(Usage usage) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("windows", usage.windows().stream().map(UsageCodec::plain).toList());
    put(plain, "credits", usage.creditsRemaining());
    plain.put("warnings", usage.warnings());
    plain.put(
        "raw",
        Json.write(usage.raw()).length() <= LARGEST_RAW
            ? usage.raw()
            : Map.of(SOURCE, usage.source(), "truncated", true));
    return Json.write(plain);
  }

  private static Map<String, Object> plain(Window window) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", window.name());
    plain.put("kind", window.kind().wireName());
    put(plain, "status", window.status());
    put(plain, "remaining", window.remainingPercent());
    put(plain, "used", window.usedPercent());
    put(plain, "remaining_units", window.remainingUnits());
    put(plain, "used_units", window.usedUnits());
    Instant resetAt = window.resetAt();
    put(plain, "reset", resetAt == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, resetAt));
    plain.put("confidence", window.confidence().wireName());
    put(plain, "text", window.rawText());
    return plain;
  }

  private static void put(Map<String, Object> plain, String name, @Nullable Object value) {
    if (value != null) {
      plain.put(name, value);
    }
  }

  public static Usage read(
      String provider, UsageStatus status, Confidence confidence, Instant at, String content) {
    Map<String, @Nullable Object> plain = Json.readObject(content);
    Map<String, Object> raw = new LinkedHashMap<>();
    Json.object(plain.get("raw"))
        .forEach((name, value) -> {
          if (value != null) {
            raw.put(name, value);
          }
        });
    return new Usage(
        provider,
        status,
        confidence,
        at,
        windows(plain.get("windows")),
        figure(plain.get("credits")),
        Json.texts(plain.get("warnings")),
        raw);
  }

  private static List<Window> windows(@Nullable Object list) {
    List<Window> windows = new ArrayList<>();
    if (list instanceof List<?> all) {
      all.forEach(one -> windows.add(window(Json.object(one))));
    }
    return windows;
  }

  private static Window window(Map<String, @Nullable Object> plain) {
    return new Window(
        Json.textOr(plain.get("name"), ""),
        WindowKind.of(Json.textOr(plain.get("kind"), "")),
        Json.text(plain.get("status")),
        figure(plain.get("remaining")),
        figure(plain.get("used")),
        figure(plain.get("remaining_units")),
        figure(plain.get("used_units")),
        plain.get("reset") instanceof Number micros
            ? Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS)
            : null,
        Confidence.of(Json.textOr(plain.get("confidence"), "")),
        Json.text(plain.get("text")));
  }

  private static @Nullable Double figure(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : null;
  }
}
