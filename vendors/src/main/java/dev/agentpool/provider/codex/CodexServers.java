package dev.agentpool.provider.codex;

import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The MCP servers of the settings, as Codex writes them in its configuration. */
final class CodexServers {
  /** What is written otherwise there. */
  private static final Map<String, String> RENAMED = Map.of("headers", "http_headers");

  private CodexServers() {}

  static Map<String, Object> of(Settings settings) {
    Map<String, Object> servers = new LinkedHashMap<>();
    said(settings).forEach((name, server) -> servers.put(name, server(server)));
    return servers;
  }

  private static Map<String, Object> said(Settings settings) {
    return settings.find(SettingKeys.MCP_SERVERS).orElse(Map.of());
  }

  private static Object server(Object said) {
    if (!(said instanceof Map<?, ?> table)) {
      return said;
    }
    Map<String, Object> server = new LinkedHashMap<>();
    table.forEach((key, value) -> {
      String name = key.toString();
      if (!name.equals("type") && value != null) { // an address says it
        server.put(RENAMED.getOrDefault(name, name), value);
      }
    });
    return server;
  }

  static List<String> objections(Settings settings) {
    List<String> objections = new ArrayList<>();
    new TreeMap<>(said(settings))
        .forEach((name, server) -> {
          if (server instanceof Map<?, ?> table && "sse".equals(table.get("type"))) {
            objections.add(
                CodexCli.NAME
                    + " speaks no 'sse' with the MCP server "
                    + name
                    + "; it does stdio and 'http'");
          }
        });
    return objections;
  }
}
