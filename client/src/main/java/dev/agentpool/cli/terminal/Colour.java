package dev.agentpool.cli.terminal;

/** What a terminal can show. */
public enum Colour {
  PLAIN(""),
  GREEN("\u001b[32m"),
  RED("\u001b[31m"),
  YELLOW("\u001b[33m"),
  DIM("\u001b[2m"),
  BOLD("\u001b[1m");

  static final String OFF = "\u001b[0m";
  private final String on;

  Colour(String on) {
    this.on = on;
  }

  String on() {
    return on;
  }

  /** The colour of a task in this state. */
  public static Colour ofState(String state) {
    return switch (state) {
      case "completed" -> GREEN;
      case "failed", "cancelled" -> RED;
      case "running", "pending_review" -> YELLOW;
      default -> PLAIN;
    };
  }
}
