package dev.agentpool.provider.claude;

import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Where a user's and a project's configuration of Claude Code lies. */
record ClaudeFolders(Path user, Path userState, Path project) {
  /**
   * @param environment of the session
   */
  static ClaudeFolders of(Map<String, String> environment, Path project) {
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    String moved = environment.get("CLAUDE_CONFIG_DIR");
    boolean isMoved = moved != null && !moved.isBlank();
    Path user = isMoved ? Path.of(moved) : home.resolve(".claude");
    return new ClaudeFolders(
        user, isMoved ? user.resolve(".claude.json") : home.resolve(".claude.json"), project);
  }

  JsonNode userSettings() {
    return SmallFile.json(user.resolve("settings.json"));
  }

  /** MCP servers of the user's scope, and of the local one for this directory. */
  JsonNode userServers() {
    return SmallFile.json(userState).path("mcpServers");
  }

  JsonNode localServers() {
    return SmallFile.json(userState).path("projects").path(project.toString()).path("mcpServers");
  }

  JsonNode projectServers() {
    return SmallFile.json(mcpFile()).path("mcpServers");
  }

  Path mcpFile() {
    return project.resolve(".mcp.json");
  }

  Path projectClaude() {
    return project.resolve(".claude");
  }
}
