package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Agent;
import dev.agentpool.answer.AgentList;
import dev.agentpool.answer.Outcome;
import dev.agentpool.answer.ResetAgent;
import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.WarmAgent;
import dev.agentpool.definition.AgentDefinition;
import dev.agentpool.definition.AgentDefinitions;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.node.Node;
import dev.agentpool.request.AgentName;
import dev.agentpool.request.InvokeRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Agents out of definition files, kept warm (spec slot-pool 13). */
public final class AgentRows {
  private static final String ONE = "/v1/agents/{name}";

  public static final Operation<Nothing, AgentList> LIST =
      named("agent.list", "The agents that are defined, and which have a process")
          .takes(Nothing.class)
          .gives(AgentList.class)
          .at(Route.get("/v1/agents"))
          .does((asking, _) -> list(asking));

  public static final Operation<AgentName, WarmAgent> WARMUP =
      named("agent.warmup", "Starts an agent's process, or finds it running")
          .takes(AgentName.class)
          .gives(WarmAgent.class)
          .at(Route.post(ONE + "/warmup").with("name", "agent").fails(400, 404, 409))
          .does((asking, named) -> {
            WarmAgents agents = asking.engine().agents();
            long pid = agents.warmup(asking.pool(), asking.agents(), named.agent());
            return new WarmAgent(
                named.agent(), pid, agents.warnings(asking.pool(), asking.agents(), named.agent()));
          });

  public static final Operation<AgentName, ResetAgent> RESET =
      named("agent.reset", "Ends an agent's process")
          .takes(AgentName.class)
          .gives(ResetAgent.class)
          .at(Route.post(ONE + "/reset").with("name", "agent").fails(400))
          .does((asking, named) -> {
            Node.Reset reset = asking.engine().agents().reset(asking.standing(), named.agent());
            return new ResetAgent(
                named.agent(),
                reset.ended(),
                Optional.ofNullable(reset.interrupted()).map(task -> task.value()));
          });

  public static final Operation<InvokeRequest, Submitted> INVOKE =
      named("agent.invoke", "Gives an agent a task")
          .takes(InvokeRequest.class)
          .gives(Submitted.class)
          .at(Route.post(ONE + "/invoke").with("name", "agent").fails(400, 404, 409, 504))
          .does(AgentRows::invoke)
          .awaited(Outcome.class, TaskAnswers::await);

  private AgentRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, WARMUP, RESET, INVOKE);
  }

  private static Submitted invoke(Asking asking, InvokeRequest asked) {
    if (asked.how().slot().isPresent()) {
      throw Refused.invalid("'slot' is the agent's own: leave it out");
    }
    WarmAgents agents = asking.engine().agents();
    TaskId id =
        agents.invoke(
            asking.pool(),
            asking.agents(),
            asked.agent(),
            asked.task(),
            Choices.task(asked.how(), asked.idempotencyKey()),
            asked.timeout().orElse(null));
    List<String> warnings = agents.warnings(asking.pool(), asking.agents(), asked.agent());
    return SkillRows.submitted(
        asking, id, warnings.isEmpty() ? Optional.empty() : Optional.of(warnings));
  }

  private static AgentList list(Asking asking) {
    WarmAgents agents = asking.engine().agents();
    AgentDefinitions.Listing listing =
        agents.definitions(asking.standing(), asking.agents()).list();
    Map<String, WarmAgents.Warm> warm = new LinkedHashMap<>();
    agents.list(asking.standing()).forEach(agent -> warm.put(agent.name(), agent));
    List<Agent> all = new ArrayList<>();
    for (AgentDefinition agent : listing.agents()) {
      all.add(defined(agent, warm.remove(agent.name())));
    }
    warm.values().forEach(agent -> all.add(undefined(agent)));
    return new AgentList(all, SkillRows.diagnostics(listing.diagnostics()));
  }

  private static Agent defined(AgentDefinition agent, WarmAgents.@Nullable Warm warm) {
    return new Agent(
        agent.name(),
        agent.description(),
        true,
        agent.settings(),
        agent.skills(),
        agent.expertise(),
        Optional.of(agent.file().toString()),
        pid(warm),
        task(warm));
  }

  private static Agent undefined(WarmAgents.Warm warm) {
    return new Agent(
        warm.name(),
        "",
        false,
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        pid(warm),
        task(warm));
  }

  private static OptionalLong pid(WarmAgents.@Nullable Warm warm) {
    return warm == null || warm.pid() == null ? OptionalLong.empty() : OptionalLong.of(warm.pid());
  }

  private static Optional<String> task(WarmAgents.@Nullable Warm warm) {
    return warm == null || warm.running() == null
        ? Optional.empty()
        : Optional.of(warm.running().value());
  }
}
