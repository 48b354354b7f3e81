package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.Behind;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.VersionFloor;
import dev.agentpool.settings.Access;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The agent CLIs over ACP that agentpool knows, as data. What is measured of each stands in
 * docs/providers.md; a further one is a row here, or a table in a person's configuration.
 */
final class ShippedClis {
  private static final String MACHINE =
      System.getProperty("os.name", "").startsWith("Mac") ? "darwin" : "linux";
  private static final String PROCESSOR =
      System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
  private static final String HERE = MACHINE + "-" + PROCESSOR;

  static final AcpCli OPENCODE =
      new AcpCli(
          "opencode",
          new Behind(
              npm("opencode", "opencode-ai", "1.18.33"),
              List.of("opencode-" + HERE + "/bin/opencode")),
          null,
          List.of("acp"),
          Map.of(
              "OPENCODE_DISABLE_AUTOUPDATE", "true",
              "OPENCODE_DISABLE_PROJECT_CONFIG", "true",
              "OPENCODE_DISABLE_LSP_DOWNLOAD", "true",
              "OPENCODE_DB", "agentpool/opencode.db"),
          Map.of(
              Access.READ,
              opencode(
                  "its own rules: edits and commands are denied",
                  "{\"edit\":\"deny\",\"bash\":\"deny\",\"task\":\"deny\",\"external_directory\":\"ask\"}"),
              Access.EDIT,
              opencode(
                  "its own rules: commands are asked for",
                  "{\"edit\":\"allow\",\"bash\":\"ask\",\"external_directory\":\"ask\"}"),
              Access.FULL,
              opencode(
                  "nothing, but for agentpool's walls",
                  "{\"edit\":\"allow\",\"bash\":\"allow\",\"webfetch\":\"allow\",\"external_directory\":\"allow\",\"doom_loop\":\"allow\"}")),
          new AcpCli.Model.Request(),
          new AcpCli.Usage(AcpCli.Counting.LAST_REQUEST, false, false),
          true,
          true,
          AcpCli.Texts.errors(AnyAcp.ERROR_TEXT),
          List.of(
              new AcpCli.Kept("XDG_CONFIG_HOME", ".config", "opencode", AcpCli.Kept.ALL, List.of()),
              new AcpCli.Kept(
                  "XDG_DATA_HOME",
                  ".local/share",
                  "opencode",
                  List.of("bin"),
                  List.of("auth.json", "mcp-auth.json", "agentpool/")),
              new AcpCli.Kept("XDG_STATE_HOME", ".local/state", "opencode", List.of(), List.of()),
              new AcpCli.Kept(
                  "XDG_CACHE_HOME",
                  ".cache",
                  "opencode",
                  List.of("bin", "packages", "node_modules"),
                  List.of())));

  static final AcpCli GEMINI =
      new AcpCli(
          "gemini-cli",
          npm("gemini", "@google/gemini-cli", "0.61.0"),
          null,
          List.of("--acp"),
          Map.of("GEMINI_CLI_NO_RELAUNCH", "true", "GEMINI_CLI_TRUST_WORKSPACE", "false"),
          Map.of(
              Access.READ,
              held("it asks for everything, the workspace not being trusted; changes are denied"),
              Access.EDIT,
              held("it asks for everything; changes of the workspace are allowed"),
              Access.FULL,
              held("it asks for everything, and all is allowed; agentpool's walls")),
          new AcpCli.Model.Option("--model"),
          new AcpCli.Usage(AcpCli.Counting.A_TURN, true, true),
          true,
          true,
          AcpCli.Texts.errors(AnyAcp.ERROR_TEXT),
          List.of(
              new AcpCli.Kept(
                  "",
                  "",
                  ".gemini",
                  List.of(
                      ".env",
                      "GEMINI.md",
                      "agents",
                      "commands",
                      "extensions",
                      "google_accounts.json",
                      "installation_id",
                      "mcp-oauth-tokens.json",
                      "policies",
                      "settings.json",
                      "skills",
                      "trustedFolders.json"),
                  List.of("oauth_creds.json", "tmp/", "history/"))));

  static final AcpCli QWEN =
      new AcpCli(
          "qwen-code",
          npm("qwen", "@qwen-code/qwen-code", "0.24.4"),
          new AcpCli.Script(List.of("node", "--expose-gc"), "cli.js"),
          List.of("--acp"),
          Map.of(),
          Map.of(
              Access.READ,
              mode("its approval mode default: what writes is asked for, and denied", "default"),
              Access.EDIT,
              mode("its approval mode auto-edit: commands are asked for", "auto-edit"),
              Access.FULL,
              mode("its approval mode yolo: nothing, but for agentpool's walls", "yolo")),
          new AcpCli.Model.Option("--model"),
          new AcpCli.Usage(AcpCli.Counting.EACH_REQUEST, true, false),
          true,
          true,
          AcpCli.Texts.errors(AnyAcp.ERROR_TEXT),
          List.of(
              new AcpCli.Kept(
                  "",
                  "",
                  ".qwen",
                  List.of(
                      ".env",
                      "QWEN.md",
                      "agents",
                      "commands",
                      "extensions",
                      "installation_id",
                      "memories",
                      "output-language.md",
                      "settings.json",
                      "skills"),
                  List.of("oauth_creds.json", "projects/", "tmp/"))));

  static final AcpCli COPILOT =
      new AcpCli(
          "copilot-cli",
          new Behind(
              npm("copilot", "@github/copilot", "1.0.102"),
              List.of("copilot-" + HERE + "/copilot", "@github/copilot-" + HERE + "/copilot")),
          null,
          List.of("--acp", "--no-auto-update"),
          Map.of(),
          Map.of(
              Access.READ,
              held(
                  "its own rules: the tools that write and its shell are denied",
                  "--deny-tool=write",
                  "--deny-tool=shell"),
              Access.EDIT,
              held("it asks for everything: commands are denied"),
              Access.FULL,
              held("nothing, but for agentpool's walls", "--allow-all-tools", "--allow-all-paths")),
          new AcpCli.Model.Option("--model"),
          new AcpCli.Usage(AcpCli.Counting.THE_CONVERSATION, true, false),
          true,
          true,
          new AcpCli.Texts(
              List.of(
                  Pattern.compile(
                      "\\s*Error: (?:\\d{3}\\b|Authentication failed with|Failed to get response"
                          + " from the AI model|.{0,200}\\(HTTP \\d{3}\\))")),
              List.of(Pattern.compile("Info: .*", Pattern.DOTALL))),
          List.of(
              new AcpCli.Kept(
                  "",
                  "",
                  ".copilot",
                  List.of(
                      "agents",
                      "config.json",
                      "copilot-instructions.md",
                      "installed-plugins",
                      "mcp-config.json",
                      "permissions-config.json",
                      "settings.json",
                      "skills"),
                  List.of("session-state/")),
              new AcpCli.Kept("XDG_CACHE_HOME", ".cache", "copilot", AcpCli.Kept.ALL, List.of())));

  static final AcpCli DROID =
      new AcpCli(
          "droid-cli",
          new Behind(
              npm("droid", "droid", "0.215.0"), List.of("@factory/cli-" + HERE + "/bin/droid")),
          null,
          List.of("exec", "--output-format", "acp"),
          Map.of(),
          Map.of(
              Access.READ,
              asked("its autonomy off: what writes is asked for, and denied", "normal"),
              Access.EDIT,
              asked("its autonomy off: what it asks for is answered", "normal"),
              Access.FULL,
              asked("its autonomy high: nothing, but for agentpool's walls", "auto-high")),
          new AcpCli.Model.Request(),
          new AcpCli.Usage(AcpCli.Counting.NOTHING, false, false),
          false,
          true,
          AcpCli.Texts.errors(AnyAcp.ERROR_TEXT),
          List.of(
              new AcpCli.Kept(
                  "",
                  "",
                  ".factory",
                  List.of(
                      "AGENTS.md",
                      "auth.v2.key",
                      "certs",
                      "commands",
                      "droids",
                      "hooks",
                      "host.json",
                      "mcp.json",
                      "plugins",
                      "settings.json",
                      "skills"),
                  List.of("auth.encrypted", "auth.v2.file", "sessions/"))));

  static final List<AcpCli> ALL = List.of(OPENCODE, GEMINI, QWEN, COPILOT, DROID);

  private ShippedClis() {}

  private static Executable npm(String name, String packaged, String least) {
    String install = "npm install -g " + packaged;
    return Executable.onPath(name, install, new VersionFloor(least, install + "@latest"));
  }

  private static AcpCli.Held opencode(String described, String permission) {
    return new AcpCli.Held(
        described, List.of(), Map.of("OPENCODE_PERMISSION", permission), null, false);
  }

  private static AcpCli.Held mode(String described, String mode) {
    return held(described, "--approval-mode", mode);
  }

  /** By a mode of its conversations. */
  private static AcpCli.Held asked(String described, String mode) {
    return new AcpCli.Held(described, List.of(), Map.of(), mode, false);
  }

  private static AcpCli.Held held(String described, String... arguments) {
    return new AcpCli.Held(described, List.of(arguments), Map.of(), null, false);
  }
}
