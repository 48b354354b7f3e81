package dev.agentpool.cli.host;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** How a host is told of agentpool: by hand, by a command, or by a link. */
final class Install {
  private Install() {}

  static JsonObject of(Host host, Server server) {
    JsonObject install = Json.object().put("client", host.word());
    List<String> commands = host.commands(server);
    switch (host) {
      case GENERIC, CLAUDE_DESKTOP -> install.put("kind", "manual").put("path", host.path());
      case CURSOR -> install.put("kind", "deeplink").put("url", link(server));
      case CLAUDE_CODE, CODEX, COPILOT_CLI ->
          install
              .put("kind", "shell")
              .put("command", commands.getFirst())
              .put("commands", commands);
    }
    if (host == Host.COPILOT_CLI) {
      install.put("tui", dialogue(server));
    }
    return install.put("instructions", steps(host));
  }

  /** Copilot's own dialogue asks for these. */
  private static JsonObject dialogue(Server server) {
    JsonObject fields =
        Json.object()
            .put("name", Server.NAME)
            .put("type", "local")
            .put("command", Quoted.shell(server.words()))
            .put("environment", server.variables())
            .put("tools", "*");
    return Json.object().put("command", "/mcp add").put("fields", fields);
  }

  /** What opens Cursor's own dialogue. */
  static String link(Server server) {
    String compact = server.described("").toString();
    String base64 = Base64.getEncoder().encodeToString(compact.getBytes(StandardCharsets.UTF_8));
    return "cursor://anysphere.cursor-deeplink/mcp/install?name="
        + Server.NAME
        + "&config="
        + base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
  }

  static List<String> steps(Host host) {
    return switch (host) {
      case GENERIC -> List.of("put the entry where this host keeps its MCP servers");
      case CLAUDE_DESKTOP ->
          List.of(
              "merge the entry into the file, beside what is there",
              "use --absolute-command: a desktop starts it with a short PATH",
              "restart Claude Desktop");
      case CLAUDE_CODE ->
          List.of(
              "run one of the commands: local is you in this project, project a .mcp.json for the"
                  + " team, user you everywhere",
              "look: claude mcp list");
      case CODEX ->
          List.of(
              "run the command, or paste the TOML into " + host.path() + " for its time limits",
              "look: codex mcp list");
      case CURSOR ->
          List.of("open the link, or put the entry into " + host.path(), "look: Settings > MCP");
      case COPILOT_CLI -> List.of("run the command, or fill in /mcp add", "look: copilot mcp list");
    };
  }
}
