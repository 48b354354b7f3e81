package dev.agentpool.cli.every;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class EveryCommands {
  private EveryCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "every list" -> new EveryListCommand();
      case "every add" -> new EveryAddCommand();
      case "every show" -> new EveryShowCommand();
      case "every remove" -> new EveryRemoveCommand();
      case "every pause" -> new EveryPauseCommand();
      case "every resume" -> new EveryResumeCommand();
      case "every now" -> new EveryNowCommand();
      default -> null;
    };
  }
}
