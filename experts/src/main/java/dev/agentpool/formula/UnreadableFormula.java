package dev.agentpool.formula;

/** A formula that cannot be used or started; the message begins as the old program's did. */
public final class UnreadableFormula extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableFormula(String problem) {
    super(problem);
  }

  /** The message, which is always there. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
