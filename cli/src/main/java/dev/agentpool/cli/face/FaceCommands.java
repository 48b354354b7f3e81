package dev.agentpool.cli.face;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class FaceCommands {
  private FaceCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "mcp" -> new McpCommand();
      case "mcp-config" -> new McpConfigCommand();
      case "hook" -> new HookCommand();
      case "serve" -> new ServeCommand();
      default -> null;
    };
  }
}
