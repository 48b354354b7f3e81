package dev.agentpool.cli.terminal;

import java.util.List;

/**
 * What of a cap is used, as a bar: its parts one after the other, then what is left. What is not
 * nothing is seen, however small, and a full bar has nothing left.
 *
 * @param cap 0 or more
 * @param parts at most three, each 0 or more, in the order of how sure they are
 */
public record Bar(long cap, List<Long> parts) {
  private static final String BLOCKS = "█▓▒";
  private static final String PLAIN = "#+?";
  private static final int LEAST = 12;
  private static final int MOST = 50;

  /** Keeps a copy of the list. */
  public Bar {
    parts = List.copyOf(parts);
  }

  /**
   * The bar with what is said of it behind it, in so many columns; without words that would leave
   * it no room, and empty ones.
   */
  public String line(int columns, boolean unicode, String... said) {
    String words = "";
    for (String each : said) {
      if (each.isEmpty()) {
        continue;
      }
      String more = words + (words.isEmpty() ? "  " : ", ") + each;
      words = columns - Text.columns(more) < LEAST ? words : more;
    }
    return drawn(Math.clamp(columns - Text.columns(words), LEAST, MOST), unicode) + words;
  }

  private String drawn(int width, boolean unicode) {
    StringBuilder bar = new StringBuilder();
    double used = 0;
    for (int i = 0; i < parts.size(); i++) {
      used += parts.get(i);
      int least = bar.length() + (parts.get(i) > 0 ? 1 : 0);
      long end = cap == 0 ? (used > 0 ? width : 0) : Math.round(used / cap * width);
      int most = used < cap ? width - 1 : width;
      int upTo = (int) Math.clamp(Math.max(end, least), bar.length(), Math.max(bar.length(), most));
      bar.repeat((unicode ? BLOCKS : PLAIN).charAt(i), upTo - bar.length());
    }
    return bar.repeat(unicode ? '░' : '.', width - bar.length()).toString();
  }

  /** How much of the cap a part is. */
  public static String percent(long part, long cap) {
    if (cap <= 0) {
      return part > 0 ? "all" : "0 %";
    }
    double percent = part * 100d / cap;
    return part > 0 && percent < 1 ? "< 1 %" : (long) percent + " %";
  }
}
