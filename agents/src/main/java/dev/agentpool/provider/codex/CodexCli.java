package dev.agentpool.provider.codex;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.VersionFloor;
import java.nio.file.Path;

/** A program that speaks as {@code codex app-server} does. */
public record CodexCli(Executable executable) {
  static final String NAME = "codex-cli";
  static final String PROTOCOL = "app-server";

  /** The oldest with which {@code RealCodexTest} passes; nothing older was tried. */
  static final VersionFloor FLOOR =
      new VersionFloor("0.169.0", "npm install -g @openai/codex@latest");

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
