package dev.agentpool.ledger.sql;

/**
 * How the times of tasks are counted so that the one in the middle is found without reading them:
 * by the millisecond, by 128 of these, by 128 of those (16 seconds), and so on (35 minutes).
 */
final class TimeLevels {
  static final int COUNT = 4;
  static final int WIDTH = 128;
  private static final int BITS = 7;

  private TimeLevels() {}

  static long bucket(long millis, int level) {
    return millis >> (BITS * level);
  }
}
