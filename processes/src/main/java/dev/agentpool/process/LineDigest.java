package dev.agentpool.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JSON object that is too long to be held, made shorter while it goes by: the same members in the
 * same order, with long texts cut (each ends in a mark that says how many bytes it had), long
 * numbers as {@code null}, and what is nested too deeply left out. When there is no room left, only
 * short members of the outermost object are still taken. So what correlates and closes a turn is
 * there, wherever in the line it stood.
 *
 * <p>Holds a few hundred kilobytes at most, whatever comes. What is no JSON object gives none.
 */
public final class LineDigest {
  private static final int DEEPEST = 60;
  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 200;
  private static final int SHORT = 400;

  /** How much is taken: of one text, in all, and in all of short outermost members. */
  record Room(int text, int all, int outermost) {
    static final Room USUAL = new Room(256 << 10, 512 << 10, 256 << 10);
    static final Room SCARCE = new Room(8 << 10, 32 << 10, 32 << 10);
  }

  private enum State {
    /** Before a value. */
    VALUE,
    /** Before a name, or the end of the object. */
    NAME,
    /** Before the colon. */
    COLON,
    /** After a value. */
    AFTER,
    TEXT,
    /** Within a number or a word. */
    WORD,
    /** Within an object or a list that is left out. */
    LEFT_OUT,
    /** Within a text of that. */
    LEFT_OUT_TEXT,
    DONE,
    BROKEN
  }

  private final Room room;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final boolean[] objects = new boolean[DEEPEST]; // whether the level is an object
  private final boolean[] filled = new boolean[DEEPEST]; // whether the level has a value in kept
  private final ByteArrayOutputStream token = new ByteArrayOutputStream();
  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private State state = State.VALUE;
  private int depth; // levels that are open
  private long leftOut; // levels that are open in what is left out
  private boolean isName; // whether the text under way is a name
  private boolean escaped;
  private long tokenLength; // of the text or word under way, also where it is not held
  private int textRoom;

  LineDigest(Room room) {
    this.room = room;
  }

  /** Of a whole line; empty when it is no JSON object. */
  public static Optional<String> of(String line) {
    LineDigest digest = new LineDigest(Room.USUAL);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    digest.take(bytes, 0, bytes.length);
    return digest.state == State.DONE ? digest.text() : Optional.empty();
  }

  void take(byte[] bytes, int start, int count) {
    int end = start + count;
    for (int i = start; i < end && state != State.BROKEN; i++) {
      if (state == State.TEXT && !escaped) {
        i = plainText(bytes, i, end);
        if (i == end) {
          return;
        }
      }
      take(bytes[i]);
    }
  }

  /** Takes what neither ends a text nor escapes anything, at once; where that stops. */
  private int plainText(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    tokenLength += i - from;
    token.write(bytes, from, Math.clamp(textRoom + 8L - token.size(), 0, i - from));
    return i;
  }

  /** The shorter object, closed where the line ended; empty when it is none. */
  Optional<String> text() {
    if (state == State.BROKEN || kept.size() == 0) {
      return Optional.empty();
    }
    StringBuilder closed = new StringBuilder(kept.toString(StandardCharsets.UTF_8));
    for (int level = depth - 1; level >= 0; level--) {
      closed.append(objects[level] ? '}' : ']');
    }
    return Optional.of(closed.toString());
  }

  private void take(byte b) {
    switch (state) {
      case TEXT -> inText(b);
      case WORD -> inWord(b);
      case LEFT_OUT -> inLeftOut(b);
      case LEFT_OUT_TEXT -> inTextLeftOut(b);
      case DONE -> state = isSpace(b) ? State.DONE : State.BROKEN;
      case BROKEN -> {}
      default -> {
        if (!isSpace(b)) {
          between(b);
        }
      }
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private void between(byte b) {
    switch (state) {
      case NAME -> {
        if (b == '"') {
          beginText(true);
        } else {
          close(b, '}');
        }
      }
      case COLON -> state = b == ':' ? State.VALUE : State.BROKEN;
      case AFTER -> {
        if (b == ',') {
          state = inObject() ? State.NAME : State.VALUE;
        } else {
          close(b, inObject() ? '}' : ']');
        }
      }
      default -> value(b);
    }
  }

  private boolean inObject() {
    return objects[depth - 1];
  }

  /** Only counted: how deep it goes does not matter, nor whether its brackets fit. */
  private void inLeftOut(byte b) {
    switch (b) {
      case '{', '[' -> leftOut++;
      case '}', ']' -> {
        leftOut--;
        state = leftOut == 0 ? State.AFTER : State.LEFT_OUT;
      }
      case '"' -> {
        escaped = false;
        state = State.LEFT_OUT_TEXT;
      }
      default -> {}
    }
  }

  private void inTextLeftOut(byte b) {
    if (b == '"' && !escaped) {
      state = State.LEFT_OUT;
    }
    escaped = b == '\\' && !escaped;
  }

  private void value(byte b) {
    if (depth == 0 && b != '{') {
      state = State.BROKEN;
      return;
    }
    switch (b) {
      case '{' -> open(true);
      case '[' -> open(false);
      case ']' -> close(b, ']');
      case '"' -> beginText(false);
      default -> {
        token.reset();
        tokenLength = 0;
        state = State.WORD;
        inWord(b);
      }
    }
  }

  private void open(boolean object) {
    if (depth == DEEPEST || !hasRoom(2)) {
      put("null"); // stands for what is left out
      leftOut = 1;
      state = State.LEFT_OUT;
      return;
    }
    put(object ? "{" : "[");
    objects[depth] = object;
    filled[depth] = false;
    depth++;
    state = object ? State.NAME : State.VALUE;
  }

  private void close(byte b, char expected) {
    if (b != expected || depth == 0 || inObject() != (b == '}')) {
      state = State.BROKEN;
      return;
    }
    depth--;
    kept.write(b);
    state = depth == 0 ? State.DONE : State.AFTER;
  }

  private void beginText(boolean asName) {
    isName = asName;
    escaped = false;
    token.reset();
    tokenLength = 0;
    textRoom =
        asName
            ? LONGEST_NAME
            : Math.min(room.text(), Math.max(SHORT, (room.all() - kept.size()) / 2));
    state = State.TEXT;
  }

  private void inText(byte b) {
    if (b == '"' && !escaped) {
      endText();
      return;
    }
    tokenLength++;
    if (token.size() <= textRoom + 8) {
      token.write(b);
    }
    escaped = b == '\\' && !escaped;
  }

  private void endText() {
    if (isName) {
      name.reset();
      name.writeBytes(cut(token.toByteArray(), LONGEST_NAME));
      state = State.COLON;
      return;
    }
    if (tokenLength <= textRoom) {
      put("\"", token.toByteArray(), "\"");
    } else {
      String mark = "\u2026 [cut by agentpool: it had " + tokenLength + " bytes]\"";
      put("\"", cut(token.toByteArray(), textRoom), mark);
    }
    state = State.AFTER;
  }

  /** At most so many bytes, and no escape or character of which a part is missing. */
  private static byte[] cut(byte[] text, int most) {
    if (text.length <= most) {
      return text;
    }
    int end = most;
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    for (int back = Math.max(0, end - 6); back < end; back++) { // \\uXXXX is six bytes
      if (text[back] == '\\' && !isEscaped(text, back)) {
        int length = back + 1 < text.length && text[back + 1] == 'u' ? 6 : 2;
        if (back + length > end) {
          end = back;
        }
      }
    }
    return Arrays.copyOf(text, end);
  }

  private static boolean isEscaped(byte[] text, int at) {
    int slashes = 0;
    while (at - slashes > 0 && text[at - slashes - 1] == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private void inWord(byte b) {
    if (b == ',' || b == '}' || b == ']' || isSpace(b)) {
      endWord();
      take(b);
      return;
    }
    if (!isOfWord(b)) {
      state = State.BROKEN;
      return;
    }
    tokenLength++;
    if (token.size() <= LONGEST_NUMBER) {
      token.write(b);
    }
  }

  private static boolean isOfWord(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  private void endWord() {
    if (tokenLength == 0) {
      state = State.BROKEN;
      return;
    }
    put(tokenLength > LONGEST_NUMBER ? "null" : token.toString(StandardCharsets.US_ASCII));
    state = State.AFTER;
  }

  /** Also when all is full, what is short and outermost is taken for a while. */
  private boolean hasRoom(int bytes) {
    if (kept.size() + bytes + LONGEST_NAME <= room.all()) {
      return true;
    }
    return depth <= 1
        && bytes <= SHORT + 80
        && kept.size() + bytes <= room.all() + room.outermost();
  }

  private void put(String value) {
    put(value, new byte[0], "");
  }

  /** A value, with its name in an object; left out when there is no room. */
  private void put(String before, byte[] inner, String after) {
    byte[] head = before.getBytes(StandardCharsets.UTF_8);
    byte[] tail = after.getBytes(StandardCharsets.UTF_8);
    boolean first = depth == 0;
    if (!first && !hasRoom(head.length + inner.length + tail.length)) {
      return;
    }
    if (!first) {
      if (filled[depth - 1]) {
        kept.write(',');
      }
      filled[depth - 1] = true;
      if (objects[depth - 1]) {
        kept.write('"');
        kept.writeBytes(name.toByteArray());
        kept.writeBytes(new byte[] {'"', ':'});
      }
    }
    kept.writeBytes(head);
    kept.writeBytes(inner);
    kept.writeBytes(tail);
  }
}
