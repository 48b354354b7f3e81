package dev.agentpool.cli.skill;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class SkillCommands {
  private SkillCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "skill list" -> new SkillListCommand();
      case "skill show" -> new SkillShowCommand();
      case "skill add" -> new SkillAddCommand();
      case "skill remove" -> new SkillRemoveCommand();
      case "skill save" -> new SkillSaveCommand();
      case "skill eject" -> new SkillEjectCommand();
      case "skill run" -> new SkillRunCommand();
      case "agent list" -> new AgentListCommand();
      case "agent show" -> new AgentShowCommand();
      case "agent invoke" -> new AgentInvokeCommand();
      case "agent warmup" -> new AgentWarmupCommand();
      case "agent reset" -> new AgentResetCommand();
      default -> null;
    };
  }
}
