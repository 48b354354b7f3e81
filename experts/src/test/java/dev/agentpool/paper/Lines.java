package dev.agentpool.paper;

import java.util.Random;

/** Texts of all kinds, from a seed: letters of many languages, YAML's own marks, line ends. */
public final class Lines {
  private static final String[] PIECES = {
    "a",
    "Z",
    "7",
    "007",
    "-",
    "---",
    "\n---\n",
    ":",
    ": ",
    " #",
    "#",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&x",
    "*x",
    "!",
    "!!",
    "|",
    "|\n",
    ">",
    "'",
    "\"",
    "%",
    "@",
    "`",
    "\\",
    "~",
    "null",
    "true",
    "No",
    "yes",
    "1e3",
    "0x1f",
    "2026-04-01",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\u00e4",
    "\u65e5\u672c",
    "\ud83d\ude00",
    "\u00a0",
    "\u2028",
    "\u0085",
    "\ufeff",
    "\u200b",
    "\u0001",
    "\u007f",
    "=",
    "<<",
    "?",
    "? ",
    "- ",
    ".",
    "..",
    "/",
    "id",
    "id: x",
    "...",
    "\n...\n",
    "<",
    ">",
    "\u0627",
    "\u0301"
  };

  private Lines() {}

  /** Any text, of up to so many pieces. */
  public static String any(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(pieces + 1); n > 0; n--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Bytes as anything may have left them, text mostly. */
  public static String spoilt(Random random, String text) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(spoilt.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> spoilt.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> spoilt.delete(at, Math.min(spoilt.length(), at + random.nextInt(8)));
        default -> spoilt.insert(at, (char) random.nextInt(0x3000));
      }
    }
    return spoilt.toString();
  }
}
