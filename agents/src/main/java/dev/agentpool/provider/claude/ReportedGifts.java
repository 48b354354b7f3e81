package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the CLI itself says it was started with, in its init line; and where that is not what the
 * pool wanted, a sentence for people.
 */
record ReportedGifts(AgentReport.Given given, List<String> surprises) {
  static final ReportedGifts NONE = new ReportedGifts(AgentReport.Given.NOTHING, List.of());

  /** The file of a session's folder that holds what was asked for and not given. */
  static final String MISSED = "missed.txt";

  /** Where servers come from that were handed over: our file, and the daemon itself. */
  private static final Set<String> OURS = Set.of("dynamic", "sdk", "flag", "");

  /**
   * @param folder the session's
   */
  static ReportedGifts of(JsonNode init, Settings settings, Path folder) {
    List<String> servers = new ArrayList<>();
    List<String> surprises =
        new ArrayList<>(SmallFile.text(folder.resolve(MISSED)).orElse("").lines().toList());
    boolean everything = settings.get(SettingKeys.INHERIT_COMMANDS) == Inherit.USER;
    List<String> allowed = settings.find(SettingKeys.INHERIT_ALLOW).orElse(List.of());
    for (JsonNode server : init.path("mcp_servers")) {
      String name = Json.text(server, "name", "?");
      String source = Json.text(server, "source", "");
      servers.add(name + " (" + Json.text(server, "status", "?") + ")");
      boolean ours = OURS.contains(source) || isOfAllowed(name, allowed);
      if (!everything && !ours) {
        surprises.add(
            "the agent has the MCP server '"
                + name
                + "' ("
                + source
                + "), which the pool did not give it");
      }
    }
    List<String> plugins = new ArrayList<>();
    for (JsonNode plugin : init.path("plugins")) {
      if (!Json.text(plugin, "path", "").equals("builtin")) {
        String name = Json.text(plugin, "source", Json.text(plugin, "name", "?"));
        plugins.add(name.replaceFirst("@inline$", ""));
        if (!everything && !name.endsWith("@inline")) {
          surprises.add("the agent has the plugin '" + name + "', which the pool did not give it");
        }
      }
    }
    List<String> memory = new ArrayList<>();
    init.path("memory_paths")
        .properties()
        .forEach(path -> memory.add(path.getKey() + ": " + path.getValue().asString("")));
    return new ReportedGifts(
        new AgentReport.Given(
            servers, plugins, texts(init.path("agents")), texts(init.path("skills")), memory),
        surprises);
  }

  private static boolean isOfAllowed(String server, List<String> allowed) {
    return allowed.stream()
        .filter(name -> name.startsWith("plugin:"))
        .anyMatch(name -> server.startsWith(name.replaceFirst("@.*$", "") + ":"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asString("")));
    return texts;
  }

  AgentReport on(AgentReport report) {
    AgentReport told = report.withGiven(given);
    for (String surprise : surprises) {
      told = told.noticing(surprise);
    }
    return told;
  }
}
