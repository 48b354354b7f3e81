package dev.agentpool.mail;

/** A text or a file that is no mail; says why, in the old program's words. */
public final class UnreadableMail extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableMail(String problem) {
    super(problem);
  }

  /** The message, which is always there. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
