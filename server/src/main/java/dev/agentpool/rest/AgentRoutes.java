package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.definition.AgentDefinition;
import dev.agentpool.definition.AgentDefinitions;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.node.Node;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agents out of definition files, kept warm (spec slot-pool 13). */
final class AgentRoutes implements RouteGroup {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Api api;

  AgentRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/agents", "The agents that are defined, and which have a process", this::list)
            .gives("AgentList")
            .fails(400),
        Endpoint.post("/v1/agents/{name}/invoke", "Gives an agent a task", this::invoke)
            .takes("InvokeRequest")
            .gives("Outcome")
            .accepts("Submitted")
            .fails(400, 404, 409, 504),
        Endpoint.post(
                "/v1/agents/{name}/warmup",
                "Starts an agent's process, or finds it running",
                this::warmup)
            .gives("WarmAgent")
            .fails(400, 404, 409),
        Endpoint.post("/v1/agents/{name}/reset", "Ends an agent's process", this::reset)
            .gives("ResetAgent")
            .fails(400));
  }

  @Override
  public String shapes() {
    return """
    Agent:
      name: text
      description: text
      defined: boolean # false: it has a process, but its file is gone
      settings: object
      skills: [text]
      expertise: [text]
      file: text|null
      pid: integer|null # of its process; null without one
      task_id: text|null # that it works on
    AgentList:
      agents: [Agent]
      diagnostics: [Diagnostic]
    InvokeRequest!:
      task: text
      ...TaskChoices
      wait?: boolean # false: answers 202 at once
      timeout_ms?: integer # the longest the task may run; five minutes when absent
      idempotency_key?: text
      dir?: text
    WarmAgent:
      agent: text
      pid: integer
      warnings: [text] # what is missing or odd in its file
    ResetAgent:
      agent: text
      reset: boolean # false: it had no process
      interrupted_task: text|null # which it was at; it ends as interrupted
    """;
  }

  private void list(Call call) {
    PoolConfig pool = call.pool();
    AgentDefinitions.Listing listing = api.engine().agents().definitions(pool).list();
    Map<String, WarmAgents.Warm> warm = new LinkedHashMap<>();
    api.engine().agents().list(pool).forEach(agent -> warm.put(agent.name(), agent));
    ArrayNode agents = Shapes.array();
    for (AgentDefinition agent : listing.agents()) {
      agents.add(running(defined(agent), warm.remove(agent.name())));
    }
    warm.values().forEach(agent -> agents.add(running(undefined(agent.name()), agent)));
    ObjectNode answer = Shapes.object();
    answer.set("agents", agents);
    answer.set("diagnostics", SkillRoutes.diagnostics(listing.diagnostics()));
    call.answer(answer);
  }

  private static ObjectNode defined(AgentDefinition agent) {
    ObjectNode node =
        Shapes.object()
            .put("name", agent.name())
            .put("description", agent.description())
            .put("defined", true);
    node.set("settings", MAPPER.valueToTree(agent.settings()));
    node.set("skills", Shapes.texts(agent.skills()));
    node.set("expertise", Shapes.texts(agent.expertise()));
    return node.put("file", agent.file().toString());
  }

  private static ObjectNode undefined(String name) {
    ObjectNode node = Shapes.object().put("name", name).put("description", "");
    node.put("defined", false).putObject("settings");
    node.putArray("skills");
    node.putArray("expertise");
    return node.putNull("file");
  }

  private static ObjectNode running(ObjectNode node, WarmAgents.@Nullable Warm warm) {
    node.put("pid", warm == null ? null : warm.pid());
    return node.put(
        "task_id", warm == null || warm.running() == null ? null : warm.running().value());
  }

  private void invoke(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String task = body.text("task");
    boolean waits = body.flag("wait", true);
    Duration timeout =
        body.isGiven("timeout_ms")
            ? Duration.ofMillis(
                body.longNumber("timeout_ms", 0, 1, TaskRequests.LONGEST.toMillis()))
            : null;
    if (body.isGiven("slot")) {
      throw Problem.invalid("'slot' is the agent's own: leave it out");
    }
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    TaskId id = api.engine().agents().invoke(pool, call.path("name"), task, options, timeout);
    List<String> warnings = api.engine().agents().warnings(pool, call.path("name"));
    new Waiting(api).answer(call, id, waits, TaskRequests.LONGEST, warnings);
  }

  private void warmup(Call call) {
    PoolConfig pool = call.pool();
    call.nothingElse();
    String name = call.path("name");
    ObjectNode answer =
        Shapes.object().put("agent", name).put("pid", api.engine().agents().warmup(pool, name));
    answer.set("warnings", Shapes.texts(api.engine().agents().warnings(pool, name)));
    call.answer(answer);
  }

  private void reset(Call call) {
    PoolConfig pool = call.pool();
    call.nothingElse();
    String name = call.path("name");
    Node.Reset reset = api.engine().agents().reset(pool, name);
    TaskId task = reset.interrupted();
    call.answer(
        Shapes.object()
            .put("agent", name)
            .put("reset", reset.ended())
            .put("interrupted_task", task == null ? null : task.value()));
  }
}
