package dev.agentpool.cli.terminal;

/** How a task stands, in one character. */
public final class Mark {
  private Mark() {}

  public static String of(String state, boolean unicode) {
    return switch (state) {
      case "completed" -> unicode ? "✓" : "+";
      case "failed", "cancelled" -> unicode ? "✗" : "x";
      case "running" -> unicode ? "▸" : ">";
      case "pending_review" -> "?";
      case "skipped" -> "-";
      default -> unicode ? "·" : ".";
    };
  }
}
