package dev.agentpool.cli.top;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A key that was pressed.
 *
 * @param typed its character; 0 for what is none
 */
record Key(Name name, int typed) {
  /** How long the rest of a key's sequence may take; what comes later is the escape key. */
  private static final long REST_MS = 50;

  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  /** Which key. */
  enum Name {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    TYPED,
    /** Control and C, which is no signal here. */
    INTERRUPT,
    /** One that means nothing here. */
    OTHER,
    /** Nobody types any more. */
    NONE
  }

  /** Whether it is pressed to leave, whatever is on the screen. */
  boolean leaves() {
    return name == Name.NONE || name == Name.INTERRUPT || name == Name.TYPED && typed == 'q';
  }

  /** Waits for it. */
  static Key next(InputStream keys) throws IOException {
    int c = keys.read();
    return switch (c) {
      case -1 -> new Key(Name.NONE, 0);
      case '\r', '\n' -> new Key(Name.ENTER, 0);
      case '\b', DELETE -> new Key(Name.BACKSPACE, 0);
      case ESCAPE -> new Key(sequence(keys), 0);
      default -> c < ' ' ? new Key(control(c), c) : new Key(Name.TYPED, character(keys, c));
    };
  }

  /** Of one to four bytes. */
  private static int character(InputStream keys, int first) throws IOException {
    int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    byte[] bytes = new byte[1 + more];
    bytes[0] = (byte) first;
    for (int at = 1; at <= more; at++) {
      bytes[at] = (byte) keys.read();
    }
    return new String(bytes, StandardCharsets.UTF_8).codePointAt(0);
  }

  private static Name control(int c) {
    return switch (c) {
      case 'C' - '@' -> Name.INTERRUPT;
      case 'P' - '@' -> Name.UP;
      case 'N' - '@' -> Name.DOWN;
      case 'F' - '@' -> Name.PAGE_DOWN;
      case 'B' - '@' -> Name.PAGE_UP;
      default -> Name.OTHER;
    };
  }

  private static Name sequence(InputStream keys) throws IOException {
    int second = soon(keys);
    if (second != '[' && second != 'O') {
      return second < 0 || second == ESCAPE ? Name.ESCAPE : Name.OTHER;
    }
    StringBuilder rest = new StringBuilder();
    int c = soon(keys);
    while (c >= ' ' && c < '@') {
      rest.append((char) c);
      c = soon(keys);
    }
    return switch (c) {
      case 'A' -> Name.UP;
      case 'B' -> Name.DOWN;
      case 'H' -> Name.HOME;
      case 'F' -> Name.END;
      case '~' ->
          switch (rest.toString()) {
            case "1", "7" -> Name.HOME;
            case "4", "8" -> Name.END;
            case "5" -> Name.PAGE_UP;
            case "6" -> Name.PAGE_DOWN;
            default -> Name.OTHER;
          };
      default -> Name.OTHER;
    };
  }

  /** The next byte of a sequence; -1 when there is none. */
  private static int soon(InputStream keys) throws IOException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MS);
    while (keys.available() == 0) {
      if (System.nanoTime() >= until) {
        return -1;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return keys.read();
  }
}
