package dev.agentpool.cli.expert;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class ExpertCommands {
  private ExpertCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "expert list" -> new ExpertListCommand();
      case "mail list" -> new MailListCommand();
      case "mail send" -> new MailSendCommand();
      case "mail requeue" -> new MailRequeueCommand();
      default -> null;
    };
  }
}
