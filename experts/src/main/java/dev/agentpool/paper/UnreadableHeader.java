package dev.agentpool.paper;

/** A header that cannot be used; the message is the old program's where it had one. */
public final class UnreadableHeader extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableHeader(String problem) {
    super(problem);
  }

  /** The message, which is always there. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
