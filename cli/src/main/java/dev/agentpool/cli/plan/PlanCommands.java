package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class PlanCommands {
  private PlanCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "chain run" -> new ChainCommand();
      case "chain list" -> new ChainListCommand();
      case "chain show" -> new ChainShowCommand();
      case "chain result" -> new ChainResultCommand();
      case "chain cancel" -> new ChainCancelCommand();
      case "workflow list" -> new WorkflowListCommand();
      case "workflow show" -> new WorkflowShowCommand();
      case "workflow run" -> new WorkflowRunCommand();
      case "auto" -> new AutoCommand();
      case "route run" -> new RouteCommand();
      case "route test" -> new RouteTestCommand();
      default -> null;
    };
  }
}
