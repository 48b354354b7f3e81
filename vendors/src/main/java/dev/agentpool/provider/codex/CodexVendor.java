package dev.agentpool.provider.codex;

import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code [provider.codex-cli]} says.
 *
 * @param profile whose layer of the user's own configuration is heeded; null for none
 * @param config laid over that configuration
 */
record CodexVendor(@Nullable String profile, Map<String, Object> config) {
  private static final String TABLE = "[provider." + CodexCli.NAME + "]";
  private static final List<String> KEYS = List.of("config", "profile");

  /** What has a word of its own in agentpool's settings, or is never to be said here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("approval_policy", "access says it"),
          Map.entry("approvals_reviewer", "access says it"),
          Map.entry("sandbox_mode", "access says it"),
          Map.entry("default_permissions", "access says it"),
          Map.entry("permissions", "access says it"),
          Map.entry("model", "model says it"),
          Map.entry("model_reasoning_effort", "effort says it"),
          Map.entry("mcp_servers", "mcp_servers says it"),
          Map.entry("developer_instructions", "append_system_prompt says it"),
          Map.entry("model_instructions_file", "system_prompt says it"),
          Map.entry("projects", "agents never take a project's commands for trusted"),
          Map.entry("profile", "it stands beside config"),
          Map.entry("hooks", "agents run no hooks"),
          Map.entry("notify", "agents run no hooks"));

  static CodexVendor of(Settings settings) {
    Map<String, Object> said = settings.vendor(CodexCli.NAME);
    return new CodexVendor(
        said.get("profile") instanceof String profile ? profile : null, Toml.table(said, "config"));
  }

  static List<String> objections(Settings settings) {
    Map<String, Object> said = new TreeMap<>(settings.vendor(CodexCli.NAME));
    List<String> objections = new ArrayList<>();
    said.forEach((key, value) -> {
      if (!KEYS.contains(key)) {
        objections.add(TABLE + " has no " + key + "; there is: " + String.join(", ", KEYS));
      }
      if (key.equals("profile") && !(value instanceof String)) {
        objections.add(TABLE + ".profile is to be the name of a profile, a text");
      }
      if (key.equals("config") && !(value instanceof Map)) {
        objections.add(TABLE + ".config is to be a table, as in Codex's config.toml");
      }
    });
    for (String key : new TreeSet<>(Toml.table(said, "config").keySet())) {
      String word = ELSEWHERE.get(key.split("\\.", 2)[0]);
      if (word != null) {
        objections.add(TABLE + ".config cannot say " + key + ": " + word);
      }
    }
    return objections;
  }
}
