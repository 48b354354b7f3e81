package dev.agentpool.process;

/**
 * How many bytes of unfinished lines all sessions together may hold. Whoever cannot have more takes
 * its line as a {@link LineDigest}. For the tail thread only.
 */
final class LineBudget {
  private long left;

  LineBudget(long bytes) {
    this.left = bytes;
  }

  boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  void give(long bytes) {
    left += bytes;
  }
}
