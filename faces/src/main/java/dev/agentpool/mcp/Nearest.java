package dev.agentpool.mcp;

import dev.agentpool.settings.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody probably meant. */
final class Nearest {
  private static final int LONGEST = 200;

  private Nearest() {}

  /** Words to put behind "unknown ...": the nearest known name, or all of them; maybe empty. */
  static String hint(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "; there are none";
    }
    if (unknown.length() > LONGEST) {
      return "";
    }
    String nearest =
        known.stream().min(Comparator.comparingInt(name -> distance(unknown, name))).orElseThrow();
    return distance(unknown, nearest) <= Math.max(2, unknown.length() / 3)
        ? "; did you mean '" + nearest + "'?"
        : "; known: " + String.join(", ", known.stream().limit(50).toList());
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    return Spelling.distance(a, b);
  }
}
