package dev.agentpool.cli.guide;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class GuideCommands {
  private GuideCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "skills list" -> new SkillsListCommand();
      case "skills get" -> new SkillsGetCommand();
      case "skills path" -> new SkillsPathCommand();
      case "preferences show" -> new PreferencesShowCommand();
      case "preferences init" -> new PreferencesInitCommand();
      case "preferences path" -> new PreferencesPathCommand();
      case "onboard" -> new OnboardCommand();
      case "setup" -> new SetupCommand();
      default -> null;
    };
  }
}
