package dev.agentpool.post;

import dev.agentpool.expert.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tools of the pool each role has, by the names that prompts and skills use. */
public final class RoleTools {
  /** By which name agents know the server that has them. */
  public static final String SERVER = "agent-pool";

  private static final List<String> EXPERT =
      List.of(
          "read_state",
          "update_state",
          "append_error",
          "send_response",
          "recall",
          "search_index",
          "send_notify",
          "signal_handoff",
          "flag_promotion",
          "read_contract",
          "list_contracts");
  private static final List<String> ARCHITECT =
      List.of(
          "define_contract",
          "send_task",
          "verify_result",
          "amend_contract",
          "instantiate_formula",
          "list_experts",
          "list_formulas",
          "check_status",
          "cancel_task");
  private static final List<String> CONCIERGE =
      List.of(
          "ask_expert",
          "dispatch",
          "collect",
          "submit_plan",
          "check_status",
          "list_experts",
          "request_research",
          "read_inbox",
          "finish_task",
          "cancel_task",
          "requeue_mail",
          "review_knowledge",
          "decide_knowledge");
  private static final List<String> RESEARCHER =
      List.of(
          "list_experts",
          "read_expert_state",
          "read_expert_logs",
          "enrich_state",
          "write_expert_state",
          "promote_pattern");

  private RoleTools() {}

  /** Of an expert that is no role: empty. */
  public static List<String> of(Optional<Role> role) {
    List<String> names = new ArrayList<>(EXPERT);
    role.ifPresent(named ->
        names.addAll(
            switch (named) {
              case ARCHITECT -> ARCHITECT;
              case CONCIERGE -> CONCIERGE;
              case RESEARCHER -> RESEARCHER;
            }));
    return names;
  }

  /** As an agent's list of allowed tools has them. */
  static List<String> allowed(Optional<Role> role) {
    return of(role).stream().map(name -> "mcp__" + SERVER + "__" + name).toList();
  }
}
