package dev.agentpool.usage;

import java.util.LinkedHashSet;
import java.util.Set;

/** A snapshot in a line for people: {@code 5h 80% left, weekly 12.5% left, $3.5 credits}. */
public final class SummaryText {
  private SummaryText() {}

  public static String of(Standing standing) {
    Set<String> parts = new LinkedHashSet<>();
    for (Window window : standing.windows()) {
      String name =
          window.kind() == WindowKind.UNKNOWN || isPartOf(window)
              ? window.name()
              : window.kind().wireName();
      if (window.remainingPercent() != null) {
        parts.add(name + " " + Figure.shown(window.remainingPercent()) + "% left");
      } else if (window.remainingUnits() != null) {
        parts.add(name + " " + Figure.shown(window.remainingUnits()) + " units left");
      }
    }
    Double credits = standing.usage().creditsRemaining();
    if (credits != null) {
      parts.add("$" + Figure.shown(credits) + " credits");
    }
    if (!parts.isEmpty()) {
      return String.join(", ", parts);
    }
    return standing.usage().warnings().isEmpty()
        ? standing.status().wireName()
        : String.join("; ", standing.usage().warnings());
  }

  /** Two windows of a kind, as {@code weekly} and {@code weekly_opus}, are told apart. */
  private static boolean isPartOf(Window window) {
    return window.name().startsWith(window.kind().wireName() + "_");
  }
}
