package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.ToolAnswer;
import dev.agentpool.operation.ControlWords;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as the control plane's users read it (spec control-plane 17): its code, a message, what
 * a program can read of it, and an example of what helps. Our own code stands beside it.
 */
final class ControlRefusal {
  private static final String SPAWN =
      "spawn_worker(provider_id=\"claude-code\", task=\"Review src/ for races; stop after the first"
          + " five\", repo_path=\"/path/of/project\")";
  private static final String EXCERPT =
      "observe_worker(session_id=\"ap_0123456789ab\", detail=\"excerpt\")";

  private ControlRefusal() {}

  static ToolAnswer of(String tool, Refused refused) {
    String code = refused.code();
    String told =
        refused.details().get(ControlWords.CODE) instanceof String said
            ? said
            : ControlWords.code(code);
    ObjectNode details = Json.ANSWERS.valueToTree(refused.details());
    details.remove(ControlWords.CODE);
    if (told.equals("INVALID_REQUEST") && !details.has("errors")) {
      details.set("errors", errors(String.valueOf(refused.getMessage())));
    }
    if (!details.has("example")) {
      example(tool, told, details).ifPresent(example -> details.put("example", example));
    }
    ObjectNode error = Json.ANSWERS.createObjectNode();
    error
        .putObject("error")
        .put("code", told)
        .put("agentpool_code", code)
        .put("message", refused.getMessage())
        .set("details", details);
    return new ToolAnswer(Shapes.text(error), error, true, List.of(), code);
  }

  private static tools.jackson.databind.JsonNode errors(String message) {
    return Json.ANSWERS.valueToTree(
        List.of(Map.of("type", "value_error", "loc", List.of(), "msg", message, "ctx", Map.of())));
  }

  private static Optional<String> example(String tool, String code, ObjectNode details) {
    String provider = text(details, "provider_id");
    return Optional.ofNullable(
        switch (code) {
          case "PROVIDER_NOT_FOUND" -> "get_inventory(include_usage=true)";
          case "PROVIDER_NOT_INSTALLED" -> "agentpool setup " + provider;
          case "USAGE_POLICY_BLOCKED" ->
              "agentpool usage-summary --provider " + provider + " --refresh --json";
          case "POLICY_BLOCKED" -> blocked(text(details, "policy"), details);
          case "INVALID_REQUEST", "INVALID_LIMIT" -> sample(tool);
          case "INVALID_DETAIL" -> EXCERPT;
          case "INVALID_WAIT_FOR" ->
              "observe_worker(session_id=\"ap_0123456789ab\", wait_for=[\"completed\","
                  + " \"question\"], timeout_seconds=45)";
          case "INVALID_WINDOW" -> "agentpool stats --since 7d --json";
          case "INVALID_SESSION_PAGE" -> "list_sessions(limit=50, offset=0)";
          case "TMUX_SESSION_NOT_FOUND" -> "list_sessions(include_all=true)";
          default -> null;
        });
  }

  private static @Nullable String blocked(String policy, ObjectNode details) {
    return switch (policy) {
      case "require_explicit_provider", "denied_providers", "allowed_providers" ->
          "get_inventory(include_usage=true)";
      case "require_worktree_for_edits", "allow_shared_repo_edits" ->
          "spawn_worker(role=\"implementer\", isolation=\"worktree\", ...)";
      case "allow_raw_keys" -> "interrupt_worker(session_id=\"ap_0123456789ab\")";
      default -> details.has("active_sessions") ? "agentpool sessions --json" : null;
    };
  }

  private static String sample(String tool) {
    return switch (tool) {
      case "spawn_worker" -> SPAWN;
      case "list_sessions" -> "list_sessions(limit=50, offset=0)";
      case "send_worker_message" ->
          "send_worker_message(session_id=\"ap_0123456789ab\", message=\"go on\")";
      case "send_worker_keys" ->
          "send_worker_keys(session_id=\"ap_0123456789ab\", keys=[\"Enter\"])";
      case "get_provider_models" -> "get_provider_models(provider_id=\"claude-code\")";
      case "get_inventory", "get_delegation_preferences" -> tool + "()";
      default -> tool + "(session_id=\"ap_0123456789ab\")";
    };
  }

  private static String text(ObjectNode details, String name) {
    return details.path(name).asString("");
  }
}
