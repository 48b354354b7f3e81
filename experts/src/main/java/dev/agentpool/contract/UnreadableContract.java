package dev.agentpool.contract;

/** A text or a file that is no contract; says why, in the old program's words. */
public final class UnreadableContract extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableContract(String problem) {
    super(problem);
  }

  /** The message, which is always there. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
