package dev.agentpool.knowledge.tool;

import java.nio.charset.StandardCharsets;

/** Texts as the tools show them. */
final class ToolText {
  private ToolText() {}

  /**
   * The beginning and the end of a text that is too long, in whole lines where there are any, with
   * what is left out said between them.
   */
  static String bounded(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return text;
    }
    int head = characters(bytes, most / 4);
    int tail = characters(bytes, bytes.length - most / 4 * 3);
    String before = new String(bytes, 0, head, StandardCharsets.UTF_8);
    String after = new String(bytes, tail, bytes.length - tail, StandardCharsets.UTF_8);
    before =
        before.substring(0, before.lastIndexOf('\n') + 1).isEmpty()
            ? before
            : before.substring(0, before.lastIndexOf('\n'));
    int line = after.indexOf('\n') + 1;
    after = line < after.length() ? after.substring(line) : after;
    int missing =
        bytes.length
            - before.getBytes(StandardCharsets.UTF_8).length
            - after.getBytes(StandardCharsets.UTF_8).length;
    return before + "\n[" + missing + " of " + bytes.length + " bytes are left out here]\n" + after;
  }

  /** The place, or the next one at which a character begins. */
  private static int characters(byte[] bytes, int at) {
    int place = at;
    while (place < bytes.length && (bytes[place] & 0xC0) == 0x80) {
      place++;
    }
    return place;
  }
}
