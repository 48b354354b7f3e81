package dev.agentpool.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which command has which name. Only the one that is called is loaded. */
public final class Commands {
  static final List<String> NAMES =
      List.of(
          "init",
          "demo",
          "run",
          "submit",
          "fan-out",
          "wait",
          "result",
          "tasks",
          "task",
          "logs",
          "watch",
          "cancel",
          "retry",
          "approve",
          "reject",
          "budget",
          "config",
          "status",
          "start",
          "stop",
          "doctor",
          "completion",
          "version");

  private Commands() {}

  /** Null for a name that no command has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "init" -> new InitCommand();
      case "demo" -> new DemoCommand();
      case "run" -> new RunCommand();
      case "submit" -> new SubmitCommand();
      case "fan-out" -> new FanOutCommand();
      case "wait" -> new WaitCommand();
      case "result" -> new ResultCommand();
      case "tasks" -> new TasksCommand();
      case "task" -> new TaskCommand();
      case "logs" -> new LogsCommand();
      case "watch" -> new WatchCommand();
      case "cancel" -> new CancelCommand();
      case "retry" -> new RetryCommand();
      case "approve" -> new ApproveCommand();
      case "reject" -> new RejectCommand();
      case "budget" -> new BudgetCommand();
      case "config" -> new ConfigCommand();
      case "status" -> new StatusCommand();
      case "start" -> new StartCommand();
      case "stop" -> new StopCommand();
      case "doctor" -> new DoctorCommand();
      case "completion" -> new CompletionCommand();
      case "version" -> new VersionCommand();
      default -> null;
    };
  }
}
