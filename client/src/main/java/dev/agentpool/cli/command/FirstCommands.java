package dev.agentpool.cli.command;

import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class FirstCommands {
  private FirstCommands() {}

  /** Null for a name that none has. */
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
      case "inbox", "inbox list" -> new InboxCommand();
      case "inbox grants" -> new GrantsCommand();
      case "inbox revoke" -> new RevokeCommand();
      case "answer" -> new AnswerCommand();
      case "budget" -> new BudgetCommand();
      case "config" -> new ConfigCommand();
      case "trust" -> new TrustCommand();
      case "env" -> new EnvCommand();
      case "status" -> new StatusCommand();
      case "start" -> new StartCommand();
      case "stop" -> new StopCommand();
      case "providers" -> new ProvidersCommand();
      case "models" -> new ModelsCommand();
      case "doctor" -> new DoctorCommand();
      case "version" -> new VersionCommand();
      default -> null;
    };
  }
}
