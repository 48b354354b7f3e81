package dev.agentpool.rest;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a chain was told: which steps wholly, and of those under way up to which line. As
 * text it is the id of an event: the number of steps told from the first on, a colon, and of later
 * ones {@code step=line}, or {@code step=*} when it is told wholly, with commas between.
 */
final class ChainCursor {
  private static final long WHOLE = Long.MAX_VALUE;
  private int base;
  private final SortedMap<Integer, Long> lines = new TreeMap<>();

  static ChainCursor parse(String text) {
    ChainCursor cursor = new ChainCursor();
    if (text.isBlank()) {
      return cursor;
    }
    try {
      int colon = text.indexOf(':');
      cursor.base = Integer.parseInt(text.substring(0, colon));
      for (String part : text.substring(colon + 1).split(",")) {
        if (!part.isBlank()) {
          int equals = part.indexOf('=');
          String line = part.substring(equals + 1);
          cursor.lines.put(
              Integer.parseInt(part.substring(0, equals)),
              line.equals("*") ? WHOLE : Long.parseLong(line));
        }
      }
      return cursor;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw Problem.invalid(
          "the header Last-Event-ID must be an id of an event of this stream, not \""
              + text
              + "\"");
    }
  }

  boolean isWhole(int step) {
    return step < base || line(step) == WHOLE;
  }

  /** The last line told of a step; -1 when not even its start was told. */
  long line(int step) {
    return lines.getOrDefault(step, -1L);
  }

  void told(int step, long line) {
    lines.put(step, line);
  }

  void toldWholly(int step) {
    lines.put(step, WHOLE);
    while (lines.getOrDefault(base, 0L) == WHOLE) {
      lines.remove(base++);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(base).append(':');
    String comma = "";
    for (Map.Entry<Integer, Long> step : lines.entrySet()) {
      text.append(comma).append(step.getKey()).append('=');
      text.append(step.getValue() == WHOLE ? "*" : step.getValue().toString());
      comma = ",";
    }
    return text.toString();
  }
}
