package dev.agentpool.cli.left;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Query;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class LeftCommands {
  private LeftCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "artifacts" -> new ArtifactsCommand();
      case "collect" -> new CollectCommand();
      case "transcript" -> new TranscriptCommand();
      case "retention" -> new RetentionCommand();
      case "worktrees list" -> new WorktreesListCommand();
      case "worktrees cleanup" -> new WorktreesCleanupCommand();
      default -> null;
    };
  }

  /** The path of what a task or session left. */
  static String path(String id, String rest) {
    return "/v1/artifacts/" + Query.checked("task id", id, "agentpool tasks") + rest;
  }
}
