package dev.agentpool.process;

/** Terminal escape sequences (ECMA-48): colours, cursor moves, titles. */
final class Escapes {

  private static final char ESC = '\u001b';
  private static final char CSI = '\u009b';
  private static final char BEL = '\u0007';

  private Escapes() {}

  /** The text without them; a sequence that is cut off at the end goes too. */
  static String strip(String text) {
    if (text.indexOf(ESC) < 0 && text.indexOf(CSI) < 0) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ESC) {
        i = afterEscape(text, i + 1);
      } else if (c == CSI) {
        i = afterControl(text, i + 1);
      } else {
        kept.append(c);
        i++;
      }
    }
    return kept.toString();
  }

  private static int afterEscape(String text, int i) {
    if (i >= text.length()) {
      return i;
    }
    return switch (text.charAt(i)) {
      case '[' -> afterControl(text, i + 1);
      case ']', 'P', 'X', '^', '_' -> afterString(text, i + 1);
      default -> afterPlain(text, i);
    };
  }

  /** Parameters 0x20 to 0x3F, then one final character 0x40 to 0x7E. */
  private static int afterControl(String text, int i) {
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3f) {
      i++;
    }
    return i < text.length() && text.charAt(i) >= 0x40 && text.charAt(i) <= 0x7e ? i + 1 : i;
  }

  /** Anything up to BEL or ESC backslash. */
  private static int afterString(String text, int i) {
    for (; i < text.length(); i++) {
      if (text.charAt(i) == BEL) {
        return i + 1;
      }
      if (text.charAt(i) == ESC && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
        return i + 2;
      }
    }
    return i;
  }

  /** Intermediates 0x20 to 0x2F, then one final character 0x30 to 0x7E. */
  private static int afterPlain(String text, int i) {
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x2f) {
      i++;
    }
    return i < text.length() && text.charAt(i) >= 0x30 && text.charAt(i) <= 0x7e ? i + 1 : i;
  }
}
