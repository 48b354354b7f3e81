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
   * A line that is too long to be held: its length without the line end, and the offset after it.
   *
   * @param shorter of a JSON object the same object with long texts cut, see {@link LineDigest}; of
   *     anything else its first characters
   */
  void oversized(long bytes, String shorter, long endOffset);

  /** What stood after the last line end when the child ended. */
  default void unterminated(String text, long endOffset) {}

  /** The output grew to this many bytes, beyond its quota; said once. The child is being ended. */
  default void overQuota(long bytes) {}

  /** This listener failed, and hears nothing more of a child that may live on. */
  default void failed(Throwable why) {}

  /**
   * The child has ended and all it left was delivered: the last call. Comes once for each follower.
   */
  default void ended() {}
}
