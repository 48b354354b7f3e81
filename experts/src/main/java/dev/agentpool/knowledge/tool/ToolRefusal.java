package dev.agentpool.knowledge.tool;

/** A tool did not do what it was asked; the message is for the agent. */
public final class ToolRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  ToolRefusal(String told) {
    super(told);
  }

  public String told() {
    return String.valueOf(getMessage());
  }
}
