package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The plugins that a user installed in Claude Code, by name and marketplace, and where they lie.
 */
final class InstalledPlugins {
  private final Map<String, Path> paths = new TreeMap<>();

  InstalledPlugins(Path userFolder) {
    JsonNode file = SmallFile.json(userFolder.resolve("plugins/installed_plugins.json"));
    for (Map.Entry<String, JsonNode> plugin : file.path("plugins").properties()) {
      JsonNode installed = plugin.getValue();
      JsonNode first = installed.isArray() ? installed.path(0) : installed;
      String path = Json.text(first, "installPath", "");
      if (!path.isEmpty()) {
        paths.put(plugin.getKey(), Path.of(path));
      }
    }
  }

  /** By {@code NAME} or {@code NAME@MARKETPLACE}. */
  Optional<Path> find(String name) {
    return paths.entrySet().stream()
        .filter(plugin -> plugin.getKey().equals(name) || plugin.getKey().startsWith(name + "@"))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
