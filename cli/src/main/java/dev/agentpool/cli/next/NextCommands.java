package dev.agentpool.cli.next;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class NextCommands {
  private NextCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "diff" -> new DiffCommand();
      case "open" -> new OpenCommand();
      case "checkout" -> new CheckoutCommand();
      case "pr" -> new PrCommand();
      case "undo" -> new UndoCommand();
      case "prune" -> new PruneCommand();
      case "report" -> new ReportCommand();
      default -> null;
    };
  }
}
