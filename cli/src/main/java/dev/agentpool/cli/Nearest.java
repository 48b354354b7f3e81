package dev.agentpool.cli;

import java.util.List;

/** Guesses what a mistyped word was to be. */
final class Nearest {
  private Nearest() {}

  /** Empty when none is near. */
  static String to(String typed, List<String> known) {
    String nearest = "";
    int least = Math.max(2, typed.length() / 3) + 1;
    for (String word : known) {
      int distance = word.startsWith(typed) && typed.length() > 1 ? 1 : distance(typed, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
