package dev.agentpool.redact;

import java.util.List;
import java.util.function.Consumer;

/** Puts the user's patterns to each line, of a long one to each piece. For one thread. */
final class UserLines {
  private static final int LONGEST = Redaction.WINDOW;
  private final List<UserPattern> patterns;
  private final Consumer<String> count;
  private final StringBuilder line = new StringBuilder();

  UserLines(List<UserPattern> patterns, Consumer<String> count) {
    this.patterns = patterns;
    this.count = count;
  }

  String add(String piece) {
    if (patterns.isEmpty()) {
      return piece;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < piece.length()) {
      int newline = piece.indexOf('\n', from);
      int to = newline < 0 ? piece.length() : newline + 1;
      to = Math.min(to, from + LONGEST - line.length());
      line.append(piece, from, to);
      from = to;
      if (line.length() == LONGEST || line.charAt(line.length() - 1) == '\n') {
        out.append(end());
      }
    }
    return out.toString();
  }

  boolean isHolding() {
    return !line.isEmpty();
  }

  String end() {
    String kept = line.toString();
    line.setLength(0);
    for (UserPattern pattern : patterns) {
      kept = pattern.over(kept, count);
    }
    return kept;
  }
}
