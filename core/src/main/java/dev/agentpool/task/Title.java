package dev.agentpool.task;

/**
 * What people call a task: one line of 1 to {@value #MOST} characters that steers no terminal.
 * Immutable.
 */
public record Title(String text) {
  /** Of a title, in characters. */
  public static final int MOST = 100;

  public Title {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the title is empty: leave it out, or give one");
    }
    int length = text.codePointCount(0, text.length());
    if (length > MOST) {
      throw new IllegalArgumentException(
          "the title has " + length + " characters; at most " + MOST + " fit");
    }
    checkPlain("the title", "a title", text);
  }

  /** Throws {@link IllegalArgumentException} for what is not one line of text. */
  static void checkPlain(String named, String kind, String text) {
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (!isPlain(text.codePointAt(at))) {
        throw new IllegalArgumentException(
            named
                + " has a character at "
                + at
                + " that is no text (U+"
                + String.format("%04X", text.codePointAt(at))
                + "): "
                + kind
                + " is one line");
      }
    }
  }

  /** The first line of a text that says something, as much of it as fits. */
  public static Title ofFirstLine(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String line = said(text.substring(from, end < 0 ? text.length() : end));
      if (!line.isEmpty()) {
        return new Title(line);
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return new Title("-");
  }

  /** The same of one of several, with its place among them; what has no room is cut. */
  public Title numbered(int place, int of) {
    String number = " (" + place + " of " + of + ")";
    StringBuilder some = new StringBuilder(text);
    while (some.codePointCount(0, some.length()) > MOST - number.length()) {
      some.setLength(some.offsetByCodePoints(some.length(), -1));
    }
    return new Title(some + number);
  }

  /** Without the marks of a heading and what is no text, with single blanks; cut. */
  private static String said(String line) {
    StringBuilder said = new StringBuilder();
    int length = 0;
    boolean space = false;
    for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
      int c = line.codePointAt(at);
      boolean isMark = c == '#' && said.isEmpty();
      if (isMark || Character.isWhitespace(c) || !isPlain(c)) {
        space = !said.isEmpty();
        continue;
      }
      length += space ? 2 : 1;
      if (length > MOST) {
        return cut(said);
      }
      said.append(space ? " " : "").appendCodePoint(c);
      space = false;
    }
    return said.toString();
  }

  private static String cut(StringBuilder said) {
    boolean isFull = said.codePointCount(0, said.length()) == MOST;
    return said.substring(0, isFull ? said.offsetByCodePoints(said.length(), -1) : said.length())
        + "…";
  }

  private static boolean isPlain(int c) {
    boolean turnsAround = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    return !turnsAround
        && switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  @Override
  public String toString() {
    return text;
  }
}
