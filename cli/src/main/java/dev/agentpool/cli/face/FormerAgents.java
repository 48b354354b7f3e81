package dev.agentpool.cli.face;

import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The variables that the former server of agents read (spec slot-pool 13), for clients that set
 * them.
 */
final class FormerAgents {
  private static final List<String> FOLDERS = List.of("AGENTS_DIR", "SKILLS_DIR", "EXPERTISE_DIR");
  private static final List<String> OTHERS = List.of("TASK_TIMEOUT_MS", "CLAUDE_CLI");

  private FormerAgents() {}

  /** Null when none is set. Folders are made absolute, as this program's directory has them. */
  static @Nullable JsonObject said(Surroundings here) {
    JsonObject said = Json.object();
    for (String name : FOLDERS) {
      String value = here.environment().getOrDefault(name, "");
      if (!value.isBlank()) {
        said.put(key(name), here.directory().resolve(value).normalize().toString());
      }
    }
    for (String name : OTHERS) {
      String value = here.environment().getOrDefault(name, "");
      if (!value.isBlank()) {
        said.put(key(name), value.strip());
      }
    }
    return said.isEmpty() ? null : said;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
