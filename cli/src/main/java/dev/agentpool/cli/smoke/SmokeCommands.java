package dev.agentpool.cli.smoke;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class SmokeCommands {
  private SmokeCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return name.equals("smoke") ? new SmokeCommand() : null;
  }
}
