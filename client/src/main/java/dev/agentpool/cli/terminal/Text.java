package dev.agentpool.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shapes text for a terminal. */
public final class Text {
  private static final char ESCAPE = 0x1b;
  private static final char BELL = 7;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final int SOFT_HYPHEN = 0xad;

  /** The first and the last of each block whose characters are wide, East Asian Width W and F. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3,
    0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0,
        0x18cff,
    0x1aff0, 0x1b2ff, 0x1f200, 0x1f265, 0x20000, 0x3fffd
  };

  private Text() {}

  /**
   * Without what could steer a terminal: escape sequences, control characters but line ends and
   * tabs, and directional overrides.
   */
  public static String clean(String text) {
    int at = 0;
    while (at < text.length() && !steers(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, at);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ESCAPE) {
        at = afterSequence(text, at + 1);
      } else {
        if (!steers(c)) {
          clean.append(c);
        }
        at++;
      }
    }
    return clean.toString();
  }

  /**
   * Skips ESC [ … letter, or a string ESC ] … BEL that ends with its line at the latest, or ESC and
   * one character.
   */
  private static int afterSequence(String text, int at) {
    if (at >= text.length() || text.charAt(at) == '\n') {
      return at;
    }
    if (text.charAt(at) == '[') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) >= 0x20 && text.charAt(end) <= 0x3f) {
        end++;
      }
      return end < text.length() && text.charAt(end) != '\n' ? end + 1 : end;
    }
    if ("]P_^X".indexOf(text.charAt(at)) < 0) {
      return at + 1;
    }
    for (int end = at + 1; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '\n') {
        return end;
      }
      if (c == BELL || c == ESCAPE) {
        return Math.min(text.length(), c == BELL ? end + 1 : end + 2);
      }
    }
    return text.length();
  }

  private static boolean steers(char c) {
    return (c < 0x20 && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** One line of at most so many characters. */
  public static String oneLine(String text, int most) {
    StringBuilder line = new StringBuilder();
    boolean space = false;
    for (int i = 0; i < text.length() && line.length() <= most; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        space = line.length() > 0;
      } else {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.append(c);
      }
    }
    if (line.length() <= most) {
      return line.toString();
    }
    int cut = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
    return line.substring(0, cut) + "…";
  }

  /** A text of one line, as much of it as there is room for. */
  public static String fit(String text, int columns) {
    String line = clean(text).replace('\n', ' ').replace('\t', ' ');
    if (columns(line) <= columns) {
      return line;
    }
    int used = 0;
    int end = 0;
    while (end < line.length() && used + columns(line.codePointAt(end)) <= columns - 1) {
      used += columns(line.codePointAt(end));
      end += Character.charCount(line.codePointAt(end));
    }
    return columns < 1 ? "" : line.substring(0, end) + "…";
  }

  /** How wide a text of one line is on a terminal, as far as one can know. */
  public static int columns(String line) {
    return line.codePoints().map(Text::columns).sum();
  }

  /**
   * As wcwidth counts: marks, joiners and the later parts of a Hangul syllable take no column;
   * ideographs and what is shown as a picture take two, a flag's two letters one each.
   */
  static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    boolean takesNone =
        type == Character.NON_SPACING_MARK
            || type == Character.ENCLOSING_MARK
            || type == Character.FORMAT && codePoint != SOFT_HYPHEN
            || codePoint >= 0x1160 && codePoint <= 0x11ff;
    return takesNone ? 0 : isWide(codePoint) ? 2 : 1;
  }

  private static boolean isWide(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
        return true;
      }
    }
    boolean isFlagLetter = codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
    return Character.isEmojiPresentation(codePoint) && !isFlagLetter;
  }

  /** Micro-dollars as dollars: {@code $1.50}, {@code $0.0042}. */
  public static String usd(long microdollars) {
    long whole = Math.abs(microdollars);
    String sign = microdollars < 0 ? "-$" : "$";
    String fraction = Long.toString(1_000_000 + whole % 1_000_000).substring(1);
    int end = 6;
    while (end > 2 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole / 1_000_000 + "." + fraction.substring(0, end);
  }

  /** Milliseconds as {@code 0.4s}, {@code 12s}, {@code 3m05s}, {@code 2h10m}. */
  public static String duration(long ms) {
    if (ms < 10_000) {
      long tenths = Math.max(0, ms) / 100;
      return tenths / 10 + "." + tenths % 10 + "s";
    }
    long seconds = ms / 1000;
    if (seconds < 60) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? minutes + "m" + two(seconds % 60) + "s"
        : minutes / 60 + "h" + two(minutes % 60) + "m";
  }

  /** When something was, here: {@code 5 May 09:30}. */
  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
  }

  /** A count with its noun: {@code 1 task}, {@code 2 tasks}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
