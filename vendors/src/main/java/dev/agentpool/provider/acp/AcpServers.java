package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The MCP servers of the settings, as ACP hands them to an agent. */
final class AcpServers {
  private AcpServers() {}

  static JsonNode of(Map<String, Object> settings) {
    ArrayNode servers = Json.object().putArray("servers");
    settings.forEach((name, said) -> servers.add(server(name, Json.node(said))));
    return servers;
  }

  private static ObjectNode server(String name, JsonNode said) {
    ObjectNode server = Json.object().put("name", name);
    String url = Json.text(said, "url", "");
    if (!url.isEmpty()) {
      server.put("type", Json.text(said, "type", "http")).put("url", url);
      server.set("headers", pairs(said.path("headers")));
      return server;
    }
    server.put("command", Json.text(said, "command", ""));
    server.set("args", said.path("args").isArray() ? said.path("args") : Json.node(List.of()));
    server.set("env", pairs(said.path("env")));
    return server;
  }

  private static JsonNode pairs(JsonNode table) {
    ArrayNode pairs = Json.object().putArray("pairs");
    for (String name : table.propertyNames()) {
      JsonNode value = table.path(name);
      pairs.add(
          Json.object()
              .put("name", name)
              .put("value", value.isString() ? value.asString() : value.toString()));
    }
    return pairs;
  }
}
