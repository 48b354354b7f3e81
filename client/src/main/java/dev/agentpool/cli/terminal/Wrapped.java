package dev.agentpool.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of one line that is longer than a terminal is wide, broken between its words, and where
 * characters are wide between these. A longer word stays whole, for whoever copies it.
 */
public final class Wrapped {
  private static final String TAB = "    ";
  private static final int LEAST = 20;

  private Wrapped() {}

  /** A piece of a line: its first character, and the one behind its last. */
  public record Piece(int from, int to) {}

  /**
   * The lines that a line becomes.
   *
   * @param columns how wide they may be
   * @param hang by how many columns more than the first one the others are indented
   */
  public static List<String> lines(String line, int columns, int hang) {
    String whole = line.replace("\t", TAB);
    if (Text.columns(whole) <= columns) {
      return List.of(whole);
    }
    int indent = blanks(whole) + hang;
    String before = " ".repeat(columns - indent < LEAST ? 0 : indent);
    List<String> lines = new ArrayList<>();
    for (Piece piece : pieces(whole, columns, columns - before.length())) {
      String text = whole.substring(piece.from(), piece.to());
      lines.add(lines.isEmpty() ? text : before + text);
    }
    return lines;
  }

  /**
   * Where a line is broken; blanks at an end are left out.
   *
   * @param first how many columns the first piece may have
   * @param others the others
   */
  public static List<Piece> pieces(String line, int first, int others) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (from < line.length()) {
      int end = end(line, from, pieces.isEmpty() ? first : others);
      pieces.add(new Piece(from, from + line.substring(from, end).stripTrailing().length()));
      from = end + blanks(line.substring(end));
    }
    return pieces.isEmpty() ? List.of(new Piece(0, 0)) : pieces;
  }

  /** Where a piece ends: at the last place where it may and still fits, else at the first. */
  private static int end(String line, int from, int columns) {
    int used = 0;
    int end = -1;
    boolean hasBegun = false; // blanks before the first word belong to it
    int before = ' ';
    for (int at = from; at < line.length(); at += Character.charCount(before)) {
      int codePoint = line.codePointAt(at);
      if (hasBegun && mayEnd(before, codePoint)) {
        if (used > columns) {
          return end < 0 ? at : end;
        }
        end = at;
      }
      used += Text.columns(codePoint);
      hasBegun |= codePoint != ' ';
      before = codePoint;
    }
    return used <= columns || end < 0 ? line.length() : end;
  }

  private static boolean mayEnd(int before, int after) {
    int left = Text.columns(before);
    int right = Text.columns(after);
    return before != ' ' && (after == ' ' || left * right > 1);
  }

  private static int blanks(String text) {
    return text.length() - text.stripLeading().length();
  }
}
