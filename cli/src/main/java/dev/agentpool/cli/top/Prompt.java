package dev.agentpool.cli.top;

import java.util.function.Consumer;

/**
 * A line that a person types at the foot of the screen. For one thread.
 *
 * @param label what is asked
 * @param then hears the line when it is ended; not when it is given up
 */
record Prompt(String label, StringBuilder typed, Consumer<String> then) {
  private static final int LONGEST = 4_000;

  Prompt(String label, Consumer<String> then) {
    this(label, new StringBuilder(), then);
  }

  /** Returns whether the line is over. */
  boolean key(Key key) {
    switch (key.name()) {
      case ENTER -> {
        then.accept(typed.toString().strip());
        return true;
      }
      case ESCAPE, NONE -> {
        return true;
      }
      case BACKSPACE -> {
        if (!typed.isEmpty()) {
          typed.setLength(typed.offsetByCodePoints(typed.length(), -1));
        }
      }
      case TYPED -> {
        if (typed.length() < LONGEST && Character.isValidCodePoint(key.typed())) {
          typed.appendCodePoint(key.typed());
        }
      }
      default -> {}
    }
    return false;
  }

  /** Its end, which is where the person types, when there is no room for all of it. */
  String shown(int columns) {
    String line = Columns.clean(label + " " + typed);
    int from = 0;
    while (Columns.width(line.substring(from)) > columns) {
      from = line.offsetByCodePoints(from, 1);
    }
    return line.substring(from);
  }
}
