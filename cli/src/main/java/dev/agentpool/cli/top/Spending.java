package dev.agentpool.cli.top;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was spent lately, as a line of small columns: one for each {@value #COLUMN_SECONDS} seconds.
 * For one thread.
 */
final class Spending {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final int COLUMN_SECONDS = 10;
  private static final int COLUMNS = 30;
  private final Deque<Long> columns = new ArrayDeque<>();
  private long column = Long.MIN_VALUE;
  private long before;

  /**
   * @param seconds of a clock that never goes back
   * @param microdollars spent in all until now
   */
  void spent(long seconds, long microdollars) {
    long now = Math.floorDiv(seconds, COLUMN_SECONDS);
    if (column == Long.MIN_VALUE) {
      columns.add(0L);
    }
    long missed = column == Long.MIN_VALUE ? 0 : Math.min(COLUMNS, now - column);
    for (long each = 0; each < missed; each++) {
      columns.add(0L);
    }
    while (columns.size() > COLUMNS) {
      columns.removeFirst();
    }
    long more = column == Long.MIN_VALUE ? 0 : microdollars - before;
    columns.add(columns.removeLast() + Math.max(0, more)); // a guess that was too high is no gain
    column = now;
    before = microdollars;
  }

  /** The newest last; of as many columns as time has passed. */
  String line() {
    long most = columns.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (long each : columns) {
      int step = most == 0 || each == 0 ? 0 : 1 + (int) (each * (BLOCKS.length() - 2) / most);
      line.append(BLOCKS.charAt(step));
    }
    return line.toString();
  }
}
