package dev.agentpool.inside.right;

import dev.agentpool.inside.Caller;
import dev.agentpool.inside.right.Right.About;
import dev.agentpool.inside.right.Right.Who;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of who may do what: each route of the API and each tool of MCP has a row. An
 * operation without one is a person's.
 */
public final class Rights {
  private static final Map<String, Right> ROUTES = new LinkedHashMap<>();
  private static final Map<String, Right> TOOLS = new LinkedHashMap<>();

  static {
    // what tells nothing that is anybody's
    routes(Who.ANYONE, About.POOL, "GET /health", "GET /openapi.json", "GET /v1/openapi.json");

    // the pool as its tasks see it
    routes(
        Who.TASK,
        About.POOL,
        "GET /v1/status",
        "GET /v1/pool/status",
        "GET /v1/pool/metrics",
        "GET /v1/budget",
        "GET /v1/slots",
        "GET /v1/slots/{id}",
        "GET /v1/tasks",
        "GET /v1/tasks/{id}",
        "GET /v1/chains",
        "GET /v1/agents",
        "GET /v1/skills",
        "GET /v1/skill-diagnostics",
        "GET /v1/skills/{name}",
        "GET /v1/workflows",
        "GET /v1/workflows/{name}",
        "GET /v1/context",
        "GET /v1/context/<key>",
        "PUT /v1/context/<key>",
        "DELETE /v1/context/<key>",
        "GET /v1/guidance",
        "GET /v1/guidance/{name}",
        "GET /v1/preferences",
        "POST /v1/preferences/digest",
        "GET /v1/leases",
        "POST /v1/leases",
        "DELETE /v1/leases",
        "POST /v1/messages",
        "POST /v1/messages/broadcast",
        "GET /v1/slots/{id}/messages",
        "POST /v1/experts/{name}/mcp",
        "POST /v1/tasks/{id}/escalate");
    tools(
        Who.TASK,
        About.POOL,
        "pool_status",
        "pool_session_metrics",
        "pool_list_tasks",
        "pool_find_slots",
        "pool_skill_list",
        "pool_skill_get",
        "list",
        "context_set",
        "context_get",
        "context_delete",
        "context_list",
        "pool_set_context",
        "pool_get_context",
        "pool_delete_context",
        "pool_list_context",
        "get_delegation_preferences",
        "acquire_file_lease",
        "list_file_leases",
        "release_file_lease",
        "pool_send_message",
        "pool_broadcast",
        "pool_read_messages",
        "pool_peek_messages",
        "pool_escalate");

    // children
    routes(
        Who.TASK,
        About.POOL,
        "POST /v1/tasks",
        "POST /v1/plans",
        "POST /v1/tasks/fan-out",
        "POST /v1/chains",
        "POST /v1/chains/fan-out",
        "POST /v1/workflows/{name}/run",
        "POST /v1/route",
        "POST /v1/auto",
        "POST /v1/skills/{name}/run",
        "POST /v1/agents/{name}/invoke");
    tools(
        Who.TASK,
        About.POOL,
        "pool_run",
        "pool_submit",
        "pool_fan_out",
        "pool_chain",
        "pool_submit_chain",
        "pool_fan_out_chains",
        "pool_invoke_workflow",
        "pool_route",
        "pool_route_with_hints",
        "pool_auto",
        "pool_auto_with_hints",
        "pool_skill_run",
        "invoke");
    tools(Who.COORDINATOR, About.POOL, "pool_submit_with_review");

    // what came of them
    routes(
        Who.TASK,
        About.FAMILY,
        "GET /v1/artifacts/{id}",
        "GET /v1/artifacts/{id}/transcript",
        "POST /v1/artifacts/{id}/collect",
        "GET /v1/tasks/{id}/review",
        "GET /v1/tasks/{id}/events",
        "GET /v1/tasks/{id}/stream",
        "GET /v1/chains/{id}",
        "GET /v1/chains/{id}/result",
        "GET /v1/chains/{id}/stream");
    routes(
        Who.TASK,
        About.CHILDREN,
        "DELETE /v1/tasks/{id}",
        "POST /v1/tasks/{id}/cancel",
        "DELETE /v1/chains/{id}");
    tools(
        Who.TASK,
        About.FAMILY,
        "pool_result",
        "pool_chain_result",
        "get_artifact_manifest",
        "read_worker_transcript",
        "collect_worker_artifacts");
    routes(Who.TASK, About.AWAITED, "POST /v1/tasks/wait");
    tools(Who.TASK, About.AWAITED, "pool_wait");
    tools(Who.TASK, About.CHILDREN, "pool_cancel", "pool_cancel_chain");

    // a person's
    routes(
        Who.PERSON,
        About.POOL,
        "PUT /v1/budget",
        "GET /v1/inbox",
        "POST /v1/inbox/seen",
        "GET /v1/inbox/stream",
        "GET /v1/questions/{id}",
        "POST /v1/questions/{id}/answer",
        "GET /v1/inbox/grants",
        "DELETE /v1/inbox/grants/{id}",
        "GET /v1/config",
        "GET /v1/config/validate",
        "GET /v1/doctor",
        "GET /v1/doctor/deep",
        "GET /v1/doctor/privacy",
        "POST /v1/import",
        "POST /v1/import/config",
        "GET /v1/import/sessions",
        "GET /v1/providers",
        "GET /v1/models",
        "POST /v1/models/validate",
        "GET /v1/inventory",
        "GET /v1/usage",
        "POST /v1/usage",
        "POST /v1/usage/summary",
        "POST /v1/usage/candidates",
        "GET /v1/stats",
        "POST /v1/stats/card",
        "GET /v1/inventory/models",
        "GET /v1/worktrees",
        "DELETE /v1/worktrees/{id}",
        "GET /v1/retention",
        "POST /v1/retention",
        "GET /v1/trust",
        "POST /v1/trust",
        "DELETE /v1/trust",
        "GET /v1/environment",
        "POST /v1/environment",
        "POST /v1/stop",
        "POST /v1/route/test",
        "POST /v1/serve",
        "GET /metrics",
        "GET /v1/journal",
        "GET /v1/pool/events",
        "POST /v1/pool/drain",
        "POST /v1/pool/resume",
        "POST /v1/providers/hold",
        "POST /v1/providers/unhold",
        "POST /v1/pool/scale",
        "PATCH /v1/slots/{id}",
        "POST /v1/slots/{id}/claim",
        "POST /v1/slots/{id}/restart",
        "POST /v1/tasks/{id}/retry",
        "POST /v1/tasks/{id}/approve",
        "POST /v1/tasks/{id}/reject",
        "POST /v1/tasks/{id}/merge",
        "GET /v1/tasks/{id}/place",
        "POST /v1/tasks/{id}/checkout",
        "POST /v1/tasks/{id}/undo",
        "GET /v1/report",
        "GET /v1/prune",
        "POST /v1/prune",
        "GET /v1/messages",
        "POST /v1/coordinator",
        "POST /v1/skills",
        "DELETE /v1/skills/{name}",
        "POST /v1/skills/{name}/save",
        "POST /v1/skills/{name}/eject",
        "POST /v1/agents/{name}/warmup",
        "POST /v1/agents/{name}/reset",
        "GET /v1/schedules",
        "POST /v1/schedules",
        "GET /v1/schedules/{name}",
        "DELETE /v1/schedules/{name}",
        "POST /v1/schedules/{name}/pause",
        "POST /v1/schedules/{name}/resume",
        "POST /v1/schedules/{name}/now",
        "GET /v1/webhooks",
        "POST /v1/webhooks",
        "DELETE /v1/webhooks/{id}",
        "GET /v1/webhooks/{id}/deliveries",
        "POST /v1/webhooks/{id}/test",
        "GET /v1/sessions",
        "POST /v1/sessions",
        "GET /v1/sessions/{id}",
        "GET /v1/sessions/{id}/observation",
        "GET /v1/sessions/{id}/attach",
        "POST /v1/sessions/{id}/messages",
        "POST /v1/sessions/{id}/keys",
        "POST /v1/sessions/{id}/interrupt",
        "POST /v1/sessions/{id}/park",
        "POST /v1/sessions/{id}/terminate",
        "GET /v1/conversations",
        "DELETE /v1/conversations/{name}",
        "GET /v1/experts",
        "GET /v1/experts/{name}",
        "POST /v1/experts/{name}/knowledge",
        "POST /v1/curation",
        "GET /v1/contracts",
        "GET /v1/contracts/{id}",
        "GET /v1/contracts/{id}/history",
        "GET /v1/formulas",
        "GET /v1/formulas/{name}",
        "POST /v1/formulas/{name}/run",
        "GET /v1/mail",
        "POST /v1/mail",
        "GET /v1/mail/{id}",
        "POST /v1/mail/{id}/requeue");
    tools(
        Who.PERSON,
        About.POOL,
        "pool_approve_result",
        "pool_reject_result",
        "pool_review",
        "pool_inbox",
        "pool_seen",
        "pool_question",
        "pool_answer",
        "pool_grants",
        "pool_revoke",
        "pool_models",
        "pool_providers",
        "pool_hold",
        "list_worktrees",
        "cleanup_worktree",
        "get_inventory",
        "get_usage_summary",
        "get_capacity_summary",
        "get_usage_snapshot",
        "get_cached_usage_snapshot",
        "filter_candidates",
        "get_stats",
        "get_stats_card",
        "get_provider_models",
        "validate_model_catalog",
        "spawn_worker",
        "observe_worker",
        "poll_worker",
        "send_worker_message",
        "interrupt_worker",
        "terminate_worker",
        "list_sessions",
        "get_session",
        "attach_info",
        "send_worker_keys",
        "pool_unhold",
        "pool_drain",
        "pool_resume",
        "pool_scale_up",
        "pool_scale_down",
        "pool_set_target_slots",
        "pool_configure_slot",
        "pool_claim",
        "pool_skill_add",
        "pool_skill_remove",
        "pool_skill_save",
        "pool_skill_eject",
        "reset",
        "warmup");
  }

  private Rights() {}

  private static void routes(Who who, About about, String... names) {
    put(ROUTES, new Right(who, about), names);
  }

  private static void tools(Who who, About about, String... names) {
    put(TOOLS, new Right(who, about), names);
  }

  private static void put(Map<String, Right> table, Right right, String... names) {
    for (String name : names) {
      if (table.put(name, right) != null) {
        throw new IllegalStateException(name + " has two rows");
      }
    }
  }

  /** Its row; empty when nobody wrote one. */
  public static Optional<Right> ofRoute(String method, String path) {
    return Optional.ofNullable(ROUTES.get(method + " " + path));
  }

  /** Its row; empty when nobody wrote one. */
  public static Optional<Right> ofTool(String name) {
    return Optional.ofNullable(TOOLS.get(name));
  }

  /** The routes that have a row, each as method, blank and path. */
  public static Set<String> routes() {
    return Set.copyOf(ROUTES.keySet());
  }

  /** The tools that have a row. */
  public static Set<String> tools() {
    return Set.copyOf(TOOLS.keySet());
  }

  /** Whether a caller may do it at all. */
  public static boolean allows(Right right, Caller caller) {
    return switch (caller) {
      case Caller.Person _ -> true;
      case Caller.Insider insider ->
          right.who().compareTo(insider.coordinator() ? Who.COORDINATOR : Who.TASK) >= 0;
      case Caller.Stranger _ -> right.who() == Who.ANYONE;
    };
  }
}
