package dev.agentpool.cli.stats;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class StatsCommands {
  private StatsCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "stats" -> new StatsCommand();
      default -> null;
    };
  }
}
