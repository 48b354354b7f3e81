package dev.agentpool.cli.guide;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An agent CLI that can be set up, with what a person types for it (spec control-plane 19.2). */
enum SetupTarget {
  CODEX("codex", "codex-cli", "Codex CLI", "npm install -g @openai/codex", "codex", "codex"),
  CLAUDE(
      "claude",
      "claude-code",
      "Claude Code",
      "npm install -g @anthropic-ai/claude-code",
      "claude",
      "claude-code"),
  COPILOT(
      "copilot",
      "copilot-cli",
      "GitHub Copilot CLI",
      "npm install -g @github/copilot",
      "copilot, then /login; or gh auth login",
      ""),
  DEVIN("devin", "devin-cli", "Devin CLI", "see Devin's own installer", "devin", ""),
  DROID("droid", "droid-cli", "Droid CLI", "npm install -g droid", "droid", ""),
  CURSOR_CLI(
      "cursor-cli",
      "cursor-cli",
      "Cursor Agent CLI",
      "curl https://cursor.com/install -fsS | bash",
      "agent login",
      "");

  private final String word;
  private final String provider;
  private final String display;
  private final String install;
  private final String logIn;
  private final String client;

  /**
   * @param provider its id in the control plane's words
   * @param client the MCP host that it is too; empty for none
   */
  SetupTarget(
      String word, String provider, String display, String install, String logIn, String client) {
    this.word = word;
    this.provider = provider;
    this.display = display;
    this.install = install;
    this.logIn = logIn;
    this.client = client;
  }

  /** By its short word or its id. */
  static Optional<SetupTarget> named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.word.equals(name) || one.provider.equals(name))
        .findFirst();
  }

  /** All that {@code setup} takes. */
  static List<String> words() {
    return List.of("codex", "claude", "copilot", "devin", "droid", "cursor-cli", "cursor", "all");
  }

  String provider() {
    return provider;
  }

  String display() {
    return display;
  }

  String install() {
    return install;
  }

  String logIn() {
    return logIn;
  }

  String client() {
    return client;
  }

  String backend() {
    return this == CURSOR_CLI ? "codexbar" : "native";
  }

  String page() {
    return switch (this) {
      case CODEX -> "docs/setup-codex.md";
      case CURSOR_CLI -> "docs/setup-cursor.md";
      case CLAUDE, COPILOT, DEVIN, DROID -> "docs/setup-" + provider + ".md";
    };
  }
}
