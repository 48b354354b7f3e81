package dev.agentpool.cli.live;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class LiveCommands {
  private LiveCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "spawn" -> new SpawnCommand();
      case "observe" -> new ObserveCommand();
      case "send" -> new SendCommand();
      case "keys" -> new KeysCommand();
      case "interrupt" -> new InterruptCommand();
      case "park" -> new ParkCommand();
      case "attach" -> new AttachCommand();
      case "terminate" -> new TerminateCommand();
      case "sessions" -> new SessionsCommand();
      case "session show" -> new SessionShowCommand();
      default -> null;
    };
  }
}
