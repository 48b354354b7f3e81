package dev.agentpool.cli.top;

import dev.agentpool.cli.terminal.Text;
import java.util.function.IntPredicate;
import org.jline.utils.WCWidth;

/** Text in columns of a terminal: what it shows of it, and how wide that is. */
final class Columns {
  private static final int ESCAPE = 0x1b;
  private static final int FIRST_SKIN = 0x1f3fb;
  private static final int LAST_SKIN = 0x1f3ff;
  private static final int FIRST_SELECTOR = 0xfe00;
  private static final int LAST_SELECTOR = 0xfe0f;

  private Columns() {}

  /** One line without what steers a terminal, and without what terminals count differently. */
  static String clean(String text) {
    return only(Text.clean(text).replace('\n', ' ').replace('\t', ' '), Columns::isCountedAlike);
  }

  /** The same of a line that {@code Terminal} has cleaned and given colours. */
  static String coloured(String line) {
    return only(line, codePoint -> codePoint == ESCAPE || isCountedAlike(codePoint));
  }

  private static String only(String text, IntPredicate shown) {
    StringBuilder line = new StringBuilder();
    text.codePoints().filter(shown).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isCountedAlike(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.FORMAT
        && type != Character.CONTROL
        && type != Character.SURROGATE // half a character
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && (codePoint < FIRST_SELECTOR || codePoint > LAST_SELECTOR)
        && (codePoint < FIRST_SKIN || codePoint > LAST_SKIN);
  }

  static int width(String line) {
    return line.codePoints().map(codePoint -> Math.max(0, WCWidth.wcwidth(codePoint))).sum();
  }

  /** As much of a clean line as there is room for. */
  static String fit(String line, int columns) {
    if (width(line) <= columns) {
      return line;
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int at = 0; at < line.length(); ) {
      int codePoint = line.codePointAt(at);
      used += Math.max(0, WCWidth.wcwidth(codePoint));
      if (used > columns - 1) {
        break;
      }
      cut.appendCodePoint(codePoint);
      at += Character.charCount(codePoint);
    }
    return columns < 1 ? "" : cut.append('…').toString();
  }

  /** The same, filled up to these columns. */
  static String pad(String line, int columns) {
    String shown = fit(line, columns);
    return shown + " ".repeat(Math.max(0, columns - width(shown)));
  }
}
