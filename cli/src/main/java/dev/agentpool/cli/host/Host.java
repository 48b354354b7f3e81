package dev.agentpool.cli.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that starts MCP servers, as far as agentpool knows how it is told of one. */
enum Host {
  GENERIC("host-specific", List.of()),
  CLAUDE_CODE(".mcp.json or ~/.claude.json", List.of("claude mcp list", "/mcp")),
  CLAUDE_DESKTOP(
      "~/Library/Application Support/Claude/claude_desktop_config.json",
      List.of("restart Claude Desktop, then look at its tools")),
  CODEX("~/.codex/config.toml", List.of("codex mcp list", "codex mcp get agentpool", "/mcp")),
  CURSOR(".cursor/mcp.json", List.of("Settings > MCP")),
  COPILOT_CLI("~/.copilot/mcp-config.json", List.of("copilot mcp list", "/mcp show agentpool"));

  private static final List<String> SCOPES = List.of("local", "project", "user");
  private final String path;
  private final List<String> verify;

  Host(String path, List<String> verify) {
    this.path = path;
    this.verify = verify;
  }

  static Optional<Host> named(String word) {
    return Arrays.stream(values()).filter(host -> host.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Host::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where its configuration lies. */
  String path() {
    return path;
  }

  String format() {
    return this == CODEX ? "toml" : "json";
  }

  /** What to run, in a shell or in the host, to see that it took. */
  List<String> verify() {
    return verify;
  }

  /** What belongs into its file: an object, or TOML as text. */
  Object config(Server server) {
    return switch (this) {
      case GENERIC, CLAUDE_DESKTOP -> server.listed(server.described(""));
      case CLAUDE_CODE -> server.listed(server.described("stdio").put("env", server.variables()));
      case CURSOR -> server.listed(server.described("stdio"));
      case COPILOT_CLI -> server.listed(server.described("local").put("tools", List.of("*")));
      case CODEX -> toml(server);
    };
  }

  private static String toml(Server server) {
    StringBuilder text =
        new StringBuilder("[mcp_servers.agentpool]\ncommand = ")
            .append(Quoted.toml(server.command()))
            .append("\nargs = ")
            .append(Quoted.toml(server.arguments()))
            .append("\nstartup_timeout_sec = 10\ntool_timeout_sec = 300\n");
    if (!server.environment().isEmpty()) {
      text.append("\n[mcp_servers.agentpool.env]\n");
      server
          .environment()
          .forEach((name, value) ->
              text.append(name).append(" = ").append(Quoted.toml(value)).append('\n'));
    }
    return text.toString();
  }

  /**
   * What a shell does it with, each line ready to be typed; empty when there is no such command.
   */
  List<String> commands(Server server) {
    return switch (this) {
      case GENERIC, CLAUDE_DESKTOP, CURSOR -> List.of();
      case CLAUDE_CODE ->
          SCOPES.stream()
              .map(scope ->
                  shell(
                      List.of(
                          "claude",
                          "mcp",
                          "add",
                          "--transport",
                          "stdio",
                          "--scope",
                          scope,
                          Server.NAME),
                      server.variables("--env"),
                      server))
              .toList();
      case CODEX ->
          List.of(
              shell(
                  List.of("codex", "mcp", "add", Server.NAME), server.variables("--env"), server));
      case COPILOT_CLI ->
          List.of(
              shell(
                  List.of("copilot", "mcp", "add", Server.NAME),
                  server.variables("--env"),
                  server));
    };
  }

  private static String shell(List<String> add, List<String> variables, Server server) {
    List<String> words = new ArrayList<>(add);
    words.addAll(variables);
    words.add("--");
    words.addAll(server.words());
    return Quoted.shell(words);
  }
}
