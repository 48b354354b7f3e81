package dev.agentpool.cli.terminal;

/** How a task or step stands, in one character; beside it stands the word. */
public final class Mark {
  private Mark() {}

  public static String of(String state, boolean unicode) {
    return switch (state) {
      case "completed" -> unicode ? "✓" : "+";
      case "failed", "cancelled" -> unicode ? "✗" : "x";
      case "running" -> unicode ? "▸" : ">";
      case "pending_review" -> "?";
      case "skipped" -> "-";
      case "" -> unicode ? "○" : "o"; // of a workflow that is not under way
      default -> unicode ? "·" : ".";
    };
  }
}
