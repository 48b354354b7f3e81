package dev.agentpool.process;

/**
 * Hears a child's output, always on the tail thread and in order. It must not block: all sessions
 * wait for it.
 *
 * <p>Offsets are bytes from the start of {@code out}; an {@code endOffset} is a valid start for
 * {@link Child#follow}.
 */
public interface OutputListener {

  /**
   * A complete line, without its line end: UTF-8 with malformed bytes replaced, terminal escapes
   * taken out. Blank lines are left out.
   */
  void line(String line, long endOffset);

  /**
   * A line above the limit: its length without the line end, its first characters, and the offset
   * after it.
   */
  void oversized(long bytes, String head, long endOffset);

  /** What stood after the last line end when the child ended. */
  default void unterminated(String text, long endOffset) {}

  /** The output grew to this many bytes, beyond its quota; said once. The child is being ended. */
  default void overQuota(long bytes) {}

  /**
   * The child has ended and all it left was delivered: the last call. Comes once for each follower.
   */
  default void ended() {}
}
