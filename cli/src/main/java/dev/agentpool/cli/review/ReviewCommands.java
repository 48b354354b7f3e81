package dev.agentpool.cli.review;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class ReviewCommands {
  private ReviewCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "review" -> new ReviewCommand();
      case "merge" -> new MergeCommand();
      default -> null;
    };
  }
}
