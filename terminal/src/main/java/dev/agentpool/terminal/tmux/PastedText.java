package dev.agentpool.terminal.tmux;

/**
 * A text as it may be pasted: nothing in it is a key, ends the paste, or is no character. Line ends
 * and tabulators stay; other control characters, with those of the second set, are left out.
 */
final class PastedText {
  private static final int DELETE = 0x7f;
  private static final int LAST_CONTROL = 0x9f;

  private PastedText() {}

  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    for (int i = 0; i < lines.length(); ) {
      int c = lines.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\t') {
        plain.appendCodePoint(c);
      } else if (Character.getType(c) == Character.SURROGATE) {
        plain.append('\ufffd');
      } else if (c >= ' ' && (c < DELETE || c > LAST_CONTROL)) {
        plain.appendCodePoint(c);
      }
    }
    return plain.toString();
  }
}
