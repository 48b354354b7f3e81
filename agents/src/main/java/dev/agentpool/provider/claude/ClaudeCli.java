package dev.agentpool.provider.claude;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.provider.cli.VersionFloor;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.SessionSpec;
import java.nio.file.Path;
import java.util.List;

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

  private static final LogInTraces LOG_IN =
      new LogInTraces(
          List.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"),
          List.of("${CLAUDE_CONFIG_DIR:.claude}/.credentials.json"),
          List.of(
              "CLAUDE_CODE_USE_BEDROCK",
              "CLAUDE_CODE_USE_VERTEX",
              "CLAUDE_CODE_USE_FOUNDRY",
              "Library/Keychains"));

  /** What comes with agentpool asks nobody. */
  LogIn logIn(SessionSpec spec) {
    return keepsFolder ? LOG_IN.of(spec) : new LogIn(LogIn.State.LOGGED_IN, "it needs no log-in");
  }

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
