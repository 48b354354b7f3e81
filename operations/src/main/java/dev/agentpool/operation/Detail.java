package dev.agentpool.operation;

import dev.agentpool.engine.Refused;
import java.util.Locale;
import java.util.Optional;

/** How much of what an agent wrote is told (spec control-plane 2). */
public enum Detail {
  SUMMARY,
  EXCERPT,
  FULL;

  /** The one of that name; throws {@link Refused} for another. */
  public static Detail of(Optional<String> name) {
    String wanted = name.orElse("summary").strip().toLowerCase(Locale.ROOT);
    for (Detail detail : values()) {
      if (detail.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return detail;
      }
    }
    throw new Refused(
        Refused.Kind.INVALID,
        "invalid_detail",
        "'detail' must be summary, excerpt or full, not " + wanted);
  }
}
