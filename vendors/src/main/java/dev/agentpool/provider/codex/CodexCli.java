package dev.agentpool.provider.codex;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.provider.cli.VersionFloor;
import java.nio.file.Path;
import java.util.List;

/** A program that speaks as {@code codex app-server} does. */
public record CodexCli(Executable executable) {
  static final String NAME = "codex-cli";
  static final String PROTOCOL = "app-server";

  /** The oldest with which {@code RealCodexTest} passes; nothing older was tried. */
  static final VersionFloor FLOOR =
      new VersionFloor("0.169.0", "npm install -g @openai/codex@latest");

  /** A model provider of the user's own may have a key of its own. */
  static final LogInTraces LOG_IN =
      new LogInTraces(
          List.of("OPENAI_API_KEY"),
          List.of("${CODEX_HOME:.codex}/auth.json"),
          List.of("${CODEX_HOME:.codex}/config.toml"));

  /** Codex CLI as the user installed it. */
  public static CodexCli installed() {
    return new CodexCli(
        Executable.onPath("codex", "for Codex CLI: npm install -g @openai/codex", FLOOR));
  }

  /** This file, such as the scripted app-server of the testkit. */
  public static CodexCli at(Path file) {
    return new CodexCli(Executable.at(file));
  }
}
