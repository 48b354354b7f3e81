package dev.agentpool.provider.codex;

import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What settings ask for that Codex CLI cannot keep. */
final class CodexObjections {
  private static final Map<SettingKey<?>, String> NOT_SAID =
      Map.of(
          SettingKeys.ALLOWED_TOOLS, "its tools cannot be allowed one by one; use access",
          SettingKeys.DISALLOWED_TOOLS, "its tools cannot be taken away one by one; use access",
          SettingKeys.TOOLS, "its tools cannot be chosen; use access",
          SettingKeys.MAX_TURNS, "it cannot be told how many model turns to take; use timeout",
          SettingKeys.FALLBACK_MODEL, "it cannot be told of a second model",
          SettingKeys.BACKGROUND_WAIT, "what it leaves running is ended with its process");

  private CodexObjections() {}

  static List<String> of(Settings settings) {
    Map<String, String> found = new TreeMap<>();
    NOT_SAID.forEach((key, why) -> {
      if (settings.find(key).isPresent()) {
        found.put(key.name(), why);
      }
    });
    List<String> objections = new ArrayList<>();
    found.forEach(
        (name, why) -> objections.add(CodexCli.NAME + " does not take " + name + ": " + why));
    inherited(settings, objections);
    objections.addAll(CodexServers.objections(settings));
    objections.addAll(CodexVendor.objections(settings));
    return objections;
  }

  private static void inherited(Settings settings, List<String> objections) {
    boolean all =
        settings.find(SettingKeys.INHERIT_COMMANDS).filter(of -> of != Inherit.NONE).isPresent();
    boolean servers =
        settings.find(SettingKeys.STRICT_MCP_CONFIG).filter(only -> !only).isPresent();
    if (all || servers) {
      objections.add(
          CodexCli.NAME
              + " gets no commands of the project or of yours ("
              + (all ? "inherit.commands" : "strict_mcp_config")
              + "): name MCP servers in mcp_servers, or one of yours by inherit.allow ="
              + " [\"mcp:NAME\"]");
    }
    for (String exception : settings.find(SettingKeys.INHERIT_ALLOW).orElse(List.of())) {
      if (!exception.startsWith(UserConfig.SERVER) && !exception.startsWith(UserConfig.LOG_IN)) {
        objections.add(
            CodexCli.NAME
                + " knows no '"
                + exception
                + "' of inherit.allow; there is: mcp:NAME, auth:PROVIDER");
      }
    }
  }
}
