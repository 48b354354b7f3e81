package dev.agentpool.role;

/** A tool could not do what it was asked; the message is for the agent. */
final class ToolFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ToolFailure(String told) {
    super(told);
  }

  String told() {
    return String.valueOf(getMessage());
  }
}
