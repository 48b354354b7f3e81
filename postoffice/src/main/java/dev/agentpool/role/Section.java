package dev.agentpool.role;

import java.nio.charset.StandardCharsets;

/**
 * A part of a prompt.
 *
 * @param title without the marks of a heading
 * @param text of any length
 * @param bytes how much of it there is room for
 * @param keepsEnd whether what is cut is the beginning, as of files that grow at their end
 */
record Section(String title, String text, int bytes, boolean keepsEnd) {
  boolean isBlank() {
    return text.isBlank();
  }

  /** With its heading; what is cut is said. */
  String shown() {
    String trimmed = text.strip();
    byte[] all = trimmed.getBytes(StandardCharsets.UTF_8);
    if (all.length <= bytes) {
      return "## " + title + "\n\n" + trimmed + "\n\n";
    }
    String kept = keepsEnd ? end(trimmed) : beginning(trimmed);
    String said =
        "[agentpool: "
            + (all.length - kept.getBytes(StandardCharsets.UTF_8).length)
            + " of "
            + all.length
            + " bytes are left out here, the "
            + (keepsEnd ? "oldest" : "last")
            + " ones]";
    return "## "
        + title
        + "\n\n"
        + (keepsEnd ? said + "\n\n" + kept : kept + "\n\n" + said)
        + "\n\n";
  }

  private String beginning(String all) {
    int end = all.length();
    int size = 0;
    for (int i = 0; i < all.length(); ) {
      int point = all.codePointAt(i);
      size += bytesOf(point);
      if (size > bytes) {
        end = i;
        break;
      }
      i += Character.charCount(point);
    }
    return all.substring(0, end).stripTrailing();
  }

  private String end(String all) {
    int start = 0;
    int size = 0;
    for (int i = all.length(); i > 0; ) {
      int point = all.codePointBefore(i);
      size += bytesOf(point);
      if (size > bytes) {
        start = i;
        break;
      }
      i -= Character.charCount(point);
    }
    int line = all.indexOf('\n', start);
    return all.substring(line < 0 || start == 0 ? start : line + 1).strip();
  }

  private static int bytesOf(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
