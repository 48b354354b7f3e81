package dev.agentpool.preferences;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person's preferences come to in a few lines: the first items of the text. A heading and a
 * rule are passed over, an item begins with {@code - }, {@code * } or a number and a dot, a blank
 * line ends it, and any other line goes on with it or begins one.
 */
public final class Digest {
  private static final int MOST = 8;
  private static final int LONGEST = 400;
  private static final Pattern BULLET = Pattern.compile("(?:[-*+]|\\d{1,3}[.)])(?:\\s+(.*))?");
  private final List<String> items = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();

  private Digest() {}

  /** At most eight items, none empty. */
  public static List<String> of(String text) {
    Digest digest = new Digest();
    for (String line : text.lines().map(String::strip).toList()) {
      if (digest.items.size() == MOST) {
        break;
      }
      digest.line(line);
    }
    digest.end();
    return List.copyOf(digest.items);
  }

  private void line(String line) {
    if (line.isEmpty()) {
      end();
    } else if (!isHeading(line) && !line.matches("[-*_]{3,}")) {
      var bullet = BULLET.matcher(line);
      if (bullet.matches()) {
        end();
        current.append(bullet.group(1) == null ? "" : bullet.group(1));
      } else {
        current.append(current.isEmpty() ? "" : " ").append(line);
      }
    }
  }

  private static boolean isHeading(String line) {
    return line.matches("#{1,6}(?:\\s.*)?");
  }

  private void end() {
    String item = current.toString().strip();
    current.setLength(0);
    if (!item.isEmpty() && items.size() < MOST) {
      items.add(
          item.length() <= LONGEST
              ? item
              : item.substring(0, item.offsetByCodePoints(0, item.codePointCount(0, LONGEST)))
                  + "…");
    }
  }
}
