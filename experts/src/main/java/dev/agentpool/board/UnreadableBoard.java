package dev.agentpool.board;

/** A {@code taskboard.json} that cannot be understood; it is never written over. */
public final class UnreadableBoard extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBoard(String problem) {
    super(problem);
  }

  /** The message, which is always there. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
