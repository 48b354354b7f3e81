package dev.agentpool.artifact;

import java.nio.charset.StandardCharsets;

/** Where characters begin among bytes. What is no UTF-8 is cut anywhere, and shown as such. */
final class Utf8 {
  /** A character has at most so many bytes behind its first. */
  static final int MOST_BEHIND = 3;

  private Utf8() {}

  /** The text of the bytes as far as they hold whole characters. */
  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, ends(bytes, to) - from, StandardCharsets.UTF_8);
  }

  /** The end, or where the character begins that it would cut. */
  static int ends(byte[] bytes, int end) {
    if (end >= bytes.length) {
      return bytes.length;
    }
    int at = end;
    while (at > 0 && end - at < MOST_BEHIND && isBehind(bytes[at])) {
      at--;
    }
    return isBehind(bytes[at]) ? end : at;
  }

  /** The next byte from there that begins a character. */
  static int begins(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && at - from < MOST_BEHIND && isBehind(bytes[at])) {
      at++;
    }
    return at < bytes.length && isBehind(bytes[at]) ? from : at;
  }

  private static boolean isBehind(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
