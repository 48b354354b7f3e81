package dev.agentpool.workspace.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was made on the way to something that may yet fail: closed without {@link #keep}, it is
 * taken back, the last first. What cannot be taken back is left for the next preparation, which
 * finds it by its mark; the failure that led here is the one to be told.
 */
final class TakeBack implements AutoCloseable {
  /** A way back. */
  interface Way {
    void back() throws IOException;
  }

  private final Deque<Way> ways = new ArrayDeque<>();

  void with(Way way) {
    ways.push(way);
  }

  /** All is well: what was made stays. */
  void keep() {
    ways.clear();
  }

  @Override
  public void close() {
    for (Way way : ways) {
      try {
        way.back();
      } catch (IOException | RuntimeException e) {
        // the failure that led here is told; a preparation to come finds what is left
      }
    }
    ways.clear();
  }
}
