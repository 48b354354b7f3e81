package dev.agentpool.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.request.AutoRequest;
import dev.agentpool.request.ChainFanOutRequest;
import dev.agentpool.request.ChainRequest;
import dev.agentpool.request.FanOutRequest;
import dev.agentpool.request.FormulaRequest;
import dev.agentpool.request.InvokeRequest;
import dev.agentpool.request.KeysRequest;
import dev.agentpool.request.MailRequest;
import dev.agentpool.request.PlanRequest;
import dev.agentpool.request.PlanTask;
import dev.agentpool.request.SendRequest;
import dev.agentpool.request.SkillRunRequest;
import dev.agentpool.request.SpawnRequest;
import dev.agentpool.request.TaskRequest;
import dev.agentpool.request.WorkflowRequest;
import dev.agentpool.wire.GuestGate;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each thing that can be said when an agent is started or spoken to is either refused to who came
 * over the network, or has its reason here why it cannot raise what is spent, what an agent may do,
 * or what it sees. Who adds one decides which.
 */
class GuestParametersTest {
  private static final List<Class<? extends Record>> STARTING =
      List.of(
          SpawnRequest.class,
          SendRequest.class,
          KeysRequest.class,
          TaskRequest.class,
          PlanRequest.class,
          PlanTask.class,
          ChainRequest.class,
          ChainFanOutRequest.class,
          FanOutRequest.class,
          AutoRequest.class,
          InvokeRequest.class,
          SkillRunRequest.class,
          WorkflowRequest.class,
          MailRequest.class,
          FormulaRequest.class);

  private static final Map<String, Object> REFUSED = Map.of("service_tier", "priority");

  private static final Map<String, Set<String>> HARMLESS =
      Map.ofEntries(
          Map.entry(
              "words for the agent or for people",
              Set.of(
                  "task",
                  "prompt",
                  "prompts",
                  "message",
                  "role",
                  "account",
                  "metadata",
                  "tags",
                  "title",
                  "arguments",
                  "text",
                  "format",
                  "prefer",
                  "domain",
                  "decomposition_hints",
                  "body",
                  "overrides",
                  "from")),
          Map.entry(
              "names what is there already, within the guest's own project",
              Set.of(
                  "provider_id",
                  "model",
                  "agent",
                  "skill",
                  "workflow",
                  "session_id",
                  "slot",
                  "repo_path",
                  "after",
                  "after_index",
                  "to",
                  "id",
                  "cancels",
                  "contracts",
                  "formula",
                  "prefix",
                  "experts",
                  "router_model")),
          Map.entry(
              "each member of it is a setting or a step, and is looked at by itself",
              Set.of("settings", "steps", "tasks", "chains")),
          Map.entry(
              "only takes away: a limit, or fewer files",
              Set.of(
                  "allowed_files",
                  "max_runtime_seconds",
                  "max_turns",
                  "timeout",
                  "concurrency",
                  "max_parallel",
                  "max_chain_steps",
                  "review_required",
                  "max_rejections")),
          Map.entry(
              "the caps of the pool and of the day hold whatever it says",
              Set.of(
                  "max_budget_usd",
                  "max_budget_tokens",
                  "max_budget_turns",
                  "plan_budget_usd",
                  "plan_budget_tokens",
                  "plan_budget_turns",
                  "max_attempts",
                  "reasoning_effort")),
          Map.entry(
              "one of what any task of a guest may choose by the settings too",
              Set.of("isolation", "runtime", "supervision", "initial_prompt_mode")),
          Map.entry(
              "when and in which order, or what becomes of the result in its project",
              Set.of(
                  "priority",
                  "lane",
                  "type",
                  "depends_on",
                  "on_dependency_failure",
                  "retry_delay",
                  "on_finish",
                  "settle",
                  "idempotency_key",
                  "submit")),
          Map.entry("only where the user's own file allows it", Set.of("keys")));

  private static List<String> members(Class<?> request) {
    List<String> names = new ArrayList<>();
    for (RecordComponent member : request.getRecordComponents()) {
      if (member.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        names.addAll(members(member.getType()));
      } else {
        names.add(member.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    STARTING.forEach(request -> all.addAll(members(request)));
    return all;
  }

  @Test
  void eachParameterHasItsPlace() {
    Set<String> unknown = all();
    unknown.removeAll(REFUSED.keySet());
    HARMLESS.values().forEach(unknown::removeAll);
    assertThat(unknown).as("neither refused to guests nor known to be harmless").isEmpty();
  }

  @Test
  void thereIsNothingInThisTableThatNobodyCanSay() {
    Set<String> told = new TreeSet<>(REFUSED.keySet());
    HARMLESS.values().forEach(told::addAll);
    told.removeAll(all());
    assertThat(told).isEmpty();
  }

  @Test
  void whatCostsMoreIsRefusedHoweverDeepItStands() {
    REFUSED.forEach((name, value) -> {
      Map<String, Object> said = Map.of(name, value);
      for (Object request : List.of(said, Map.of("steps", List.of(said)), List.of(said))) {
        assertThat(GuestGate.needsTrust(request)).as("%s", request).contains(name);
      }
      assertThat(GuestGate.refusal(name)).contains(name).contains("over the network");
    });
  }

  @Test
  void theCallersOwnWordsOnASessionMayCallTheirMembersAsTheyLike() {
    Map<String, Object> own = Map.of("command", "x", "service_tier", "x");
    assertThat(GuestGate.needsTrust(Map.of("task", "x", "metadata", own))).isEmpty();
    assertThat(GuestGate.needsTrust(Map.of("metadata", "x", "command", "x"))).contains("command");
  }
}
