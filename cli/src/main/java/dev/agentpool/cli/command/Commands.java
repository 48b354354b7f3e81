package dev.agentpool.cli.command;

import org.jspecify.annotations.Nullable;

/** Which command has which name. Only the one that is called is loaded. */
public final class Commands {
  private Commands() {}

  /** Null for a name that no command has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "status" -> new StatusCommand();
      case "submit" -> new SubmitCommand();
      case "wait" -> new WaitCommand();
      case "result" -> new ResultCommand();
      case "run" -> new RunCommand();
      case "init" -> new InitCommand();
      case "demo" -> new DemoCommand();
      case "fan-out" -> new FanOutCommand();
      case "cancel" -> new CancelCommand();
      case "retry" -> new RetryCommand();
      case "approve" -> new ApproveCommand();
      case "reject" -> new RejectCommand();
      case "version" -> new VersionCommand();
      default -> null;
    };
  }
}
