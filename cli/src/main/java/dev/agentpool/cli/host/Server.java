package dev.agentpool.cli.host;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * agentpool as a host starts it.
 *
 * @param environment what the host has to set; empty where agentpool's home is the usual one
 */
record Server(String command, List<String> arguments, Map<String, String> environment) {
  static final String NAME = "agentpool";

  Server {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** The words that start it. */
  List<String> words() {
    return Stream.concat(Stream.of(command), arguments.stream()).toList();
  }

  /** {@code K=V} behind a flag, for each variable. */
  List<String> variables(String flag) {
    List<String> words = new ArrayList<>();
    environment.forEach((name, value) -> words.addAll(List.of(flag, name + "=" + value)));
    return words;
  }

  /** {@code {"mcpServers": {"agentpool": …}}} around what describes it. */
  JsonObject listed(JsonObject described) {
    return Json.object().put("mcpServers", Json.object().put(NAME, described));
  }

  /**
   * @param type left out when empty
   */
  JsonObject described(String type) {
    JsonObject server = Json.object().putIfThere("type", type.isEmpty() ? null : type);
    server.put("command", command).put("args", arguments);
    return environment.isEmpty() ? server : server.put("env", variables());
  }

  JsonObject variables() {
    JsonObject variables = Json.object();
    environment.forEach(variables::put);
    return variables;
  }
}
