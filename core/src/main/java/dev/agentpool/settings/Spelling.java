package dev.agentpool.settings;

import java.util.Comparator;
import java.util.Optional;

/** How near a misspelt name is to a known one. */
public final class Spelling {
  private Spelling() {}

  static String unknown(String name) {
    Optional<String> close =
        SettingKeys.all().stream()
            .map(SettingKey::name)
            .filter(known -> distance(known, name) <= Math.max(2, known.length() / 3))
            .min(Comparator.comparingInt(known -> distance(known, name)));
    return "unknown setting '"
        + name
        + "'"
        + close
            .map(known -> "; did you mean '" + known + "'?")
            .orElse("; agentpool config show lists those there are");
  }

  /** Levenshtein's distance: the fewest letters to change, add or leave out. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
