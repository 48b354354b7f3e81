package dev.agentpool.operation;

import java.util.List;

/**
 * Which part of a list that is kept newest first a page is made of.
 *
 * @param limit 0 when there is nothing to read
 */
record Page(int limit, int offset, boolean ascending) {
  public static Page of(long total, int limit, int offset, boolean ascending) {
    long first = ascending ? total - offset - limit : offset;
    long end = ascending ? total - offset : (long) offset + limit;
    int from = (int) Math.max(0, first);
    return new Page((int) Math.max(0, end - from), from, ascending);
  }

  /** What was read, in the order that was asked for. */
  public <T> List<T> inOrder(List<T> newestFirst) {
    return ascending ? newestFirst.reversed() : newestFirst;
  }
}
