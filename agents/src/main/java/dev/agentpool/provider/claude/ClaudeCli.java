package dev.agentpool.provider.claude;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.VersionFloor;
import java.nio.file.Path;

/**
 * A program that speaks Claude Code's protocol.
 *
 * @param keepsFolder whether it keeps a folder of its own in the user's home, as Claude Code does
 */
public record ClaudeCli(Executable executable, boolean keepsFolder) {
  /**
   * The oldest with which {@code RealClaudeTest} passes; 2.1.147 does not say what a turn has cost
   * so far, nor which background work runs.
   */
  static final VersionFloor FLOOR =
      new VersionFloor(
          "2.1.205", "claude update, or npm install -g @anthropic-ai/claude-code@latest");

  /** Claude Code as the user installed it. */
  public static ClaudeCli installed() {
    return new ClaudeCli(
        Executable.onPath(
            "claude", "for Claude Code: npm install -g @anthropic-ai/claude-code", FLOOR),
        true);
  }

  /** The scripted agent that comes with agentpool. */
  public static ClaudeCli scripted(Path file) {
    return new ClaudeCli(Executable.at(file), false);
  }
}
