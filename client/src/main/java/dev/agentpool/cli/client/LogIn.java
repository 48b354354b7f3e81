package dev.agentpool.cli.client;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that log agents in at their model provider. A shell that has a key or token hands
 * them to the daemon before it hands in work, so that a key exported today counts at once.
 */
final class LogIn {
  private static final List<String> SECRETS =
      List.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN");
  private static final List<String> BESIDE =
      List.of("ANTHROPIC_BASE_URL", "ANTHROPIC_CUSTOM_HEADERS", "CLAUDE_CONFIG_DIR");

  private LogIn() {}

  /** The body of the request; null for a shell that has none, and inside of a slot. */
  static @Nullable String request(Map<String, String> environment) {
    if (SECRETS.stream().noneMatch(environment::containsKey)
        || environment.containsKey("AGENTPOOL_SLOT_TOKEN")) {
      return null;
    }
    JsonObject variables = Json.object();
    List<String> forgotten = new ArrayList<>();
    List<String> names = new ArrayList<>(SECRETS);
    names.addAll(BESIDE);
    for (String name : names) {
      String value = environment.get(name);
      if (value == null) {
        forgotten.add(name);
      } else {
        variables.put(name, value);
      }
    }
    return Json.object()
        .put("variables", variables)
        .put("forget", forgotten)
        .put("apply", true)
        .put("whole", false)
        .toString();
  }

  /** Whether a request begins work. */
  static boolean isNeeded(String path) {
    return switch (path) {
      case "/v1/tasks",
          "/v1/tasks/fan-out",
          "/v1/plans",
          "/v1/chains",
          "/v1/auto",
          "/v1/route",
          "/v1/coordinator" ->
          true;
      default ->
          path.endsWith("/run")
              || path.endsWith("/invoke")
              || path.endsWith("/warmup")
              || path.endsWith("/retry")
              || path.endsWith("/reject");
    };
  }
}
