package dev.agentpool.wire;

import dev.agentpool.settings.SettingKeys;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings as faces show them: what may be secret is there by its name only. Of {@code environment}
 * the names are shown; of {@code mcp_servers} each server's command and address, the names of its
 * variables and headers, and how many arguments it has.
 */
public final class ShownSettings {
  private static final String HIDDEN = "(hidden)";
  private static final Set<String> BY_NAME = Set.of("env", "headers");
  private static final Set<String> PLAIN = Set.of("command", "type", "timeout");

  private ShownSettings() {}

  /** The value of a setting as it is written, for showing. */
  public static Object value(String key, Object plain) {
    if (key.equals(SettingKeys.ENVIRONMENT.name()) && plain instanceof Map<?, ?> table) {
      return hidden(table);
    }
    if (key.equals(SettingKeys.MCP_SERVERS.name()) && plain instanceof Map<?, ?> servers) {
      Map<String, Object> shown = new LinkedHashMap<>();
      servers.forEach((name, server) -> shown.put(String.valueOf(name), server(server)));
      return shown;
    }
    return plain;
  }

  /** The same for a table of settings. */
  public static Map<String, Object> table(Map<String, ?> settings) {
    Map<String, Object> shown = new LinkedHashMap<>();
    settings.forEach((key, value) -> shown.put(key, value(key, value)));
    return shown;
  }

  private static Object server(Object server) {
    if (!(server instanceof Map<?, ?> members)) {
      return HIDDEN;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    members.forEach((member, value) -> {
      String name = String.valueOf(member);
      if (BY_NAME.contains(name) && value instanceof Map<?, ?> table) {
        shown.put(name, hidden(table));
      } else if (name.equals("args") && value instanceof List<?> arguments) {
        shown.put(name, arguments.size() + " (hidden)");
      } else if (name.equals("url")) {
        shown.put(name, address(String.valueOf(value)));
      } else {
        shown.put(name, PLAIN.contains(name) ? value : HIDDEN);
      }
    });
    return shown;
  }

  private static Map<String, Object> hidden(Map<?, ?> table) {
    Map<String, Object> shown = new LinkedHashMap<>();
    table.keySet().forEach(name -> shown.put(String.valueOf(name), HIDDEN));
    return shown;
  }

  /** Host and port: a path or a query may hold a token. */
  private static String address(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getScheme()
          + "://"
          + uri.getHost()
          + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
          + "/…";
    } catch (IllegalArgumentException unreadable) {
      return HIDDEN;
    }
  }
}
