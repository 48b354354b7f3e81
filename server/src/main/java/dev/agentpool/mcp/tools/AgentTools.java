package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.node.Node;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agents out of definition files, kept warm (spec slot-pool 9.4 and 13). */
final class AgentTools {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofHours(24); // the task's own limit is shorter
  private static final Fields AGENT =
      Fields.NONE.need("agent", Schema.name("the name of its definition file, without .md"));

  private AgentTools() {}

  static List<Tool> all() {
    return List.of(invoke(), list(), reset(), warmup());
  }

  private static Tool invoke() {
    return Tool.of(
            "invoke",
            "Invoke an agent",
            "Gives an agent a task and returns its final text. The agent's process is kept warm;"
                + " its tasks run one after another.")
        .in(Toolset.AGENTS)
        .takes(
            AGENT
                .need("task", Schema.name("what it is to do"))
                .may(
                    "task_timeout_ms",
                    Schema.whole(1, 86_400_000, "the longest the task may run; default 300000"))
                .and(Work.TAKES))
        .gives(
            Work.orRunning(
                Fields.NONE
                    .may("task_id", Schema.TEXT)
                    .may("state", Schema.TEXT)
                    .may("output", Schema.TEXT)))
        .does(call ->
            guarded(() -> {
              TaskId id =
                  call.engine()
                      .agents()
                      .invoke(
                          call.pool(),
                          call.agents(),
                          call.text("agent"),
                          call.text("task"),
                          TaskOptions.USUAL,
                          call.longOrNull("task_timeout_ms").map(Duration::ofMillis).orElse(null));
              return new Work(call, List.of(id)).await(PATIENCE, () -> said(call, id));
            }));
  }

  private static Answer said(Call call, TaskId id) {
    TaskRecord task = call.engine().tasks().get(id);
    TaskResult result = task.result();
    ObjectNode data = TaskJson.result(call.engine(), task);
    String warned = warned(call, data);
    if (task.state() == TaskState.COMPLETED && result != null) {
      return Answer.text(result.output() + warned, data);
    }
    OutcomeCode code = result == null ? OutcomeCode.CANCELLED : result.outcome().code();
    String why =
        switch (code) {
          case TIMED_OUT ->
              "task timeout after "
                  + task.spec()
                      .settings()
                      .value(SettingKeys.TIMEOUT)
                      .map(Duration::toMillis)
                      .orElse(0L)
                  + "ms";
          case CRASHED -> "process closed unexpectedly: " + TaskJson.failure(task);
          default -> TaskJson.failure(task);
        };
    return Answer.error("Error: " + why, data);
  }

  /** Adds what is missing or odd in the agent's file to the data; returns it as lines of text. */
  private static String warned(Call call, ObjectNode data) {
    List<String> warnings =
        call.engine().agents().warnings(call.pool(), call.agents(), call.text("agent"));
    if (warnings.isEmpty()) {
      return "";
    }
    data.set("warnings", Shapes.texts(warnings));
    return "\nwarning: " + String.join("\nwarning: ", warnings);
  }

  private static Tool list() {
    return Tool.of(
            "list",
            "List agents",
            "Lists the agents that have a process, with its pid and what they are for; with 'all' every"
                + " agent there is.")
        .in(Toolset.AGENTS)
        .takes(Fields.NONE.may("all", Schema.flag("also those without a process; default false")))
        .gives(Fields.NONE.need("agents", Schema.OBJECTS))
        .reads()
        .does(call -> {
          ArrayNode agents = listed(call, call.flag("all", false));
          ObjectNode data = Shapes.object();
          data.set("agents", agents);
          return Answer.text(
              JSON.writerWithDefaultPrettyPrinter().writeValueAsString(agents), data);
        });
  }

  private static ArrayNode listed(Call call, boolean all) {
    Map<String, String> descriptions = new TreeMap<>();
    call.engine()
        .agents()
        .definitions(call.pool(), call.agents())
        .list()
        .agents()
        .forEach(agent -> descriptions.put(agent.name(), agent.description()));
    ArrayNode agents = Shapes.array();
    for (WarmAgents.Warm agent : call.engine().agents().list(call.pool())) {
      if (agent.pid() != null) {
        agents.add(
            Shapes.object()
                .put("name", agent.name())
                .put("pid", agent.pid())
                .put("description", descriptions.getOrDefault(agent.name(), "")));
        descriptions.remove(agent.name());
      }
    }
    if (all) {
      descriptions.forEach((name, description) ->
          agents.add(
              Shapes.object().put("name", name).putNull("pid").put("description", description)));
    }
    return agents;
  }

  private static Tool reset() {
    return Tool.of(
            "reset",
            "Reset an agent",
            "Ends an agent's process now, also in mid-task; the next task starts a fresh one.")
        .in(Toolset.AGENTS)
        .takes(AGENT)
        .gives(AGENT.need("reset", Schema.FLAG))
        .hinted(new ToolHints(false, true, true, false))
        .does(call ->
            guarded(() -> {
              String agent = call.text("agent");
              Node.Reset reset = call.engine().agents().reset(call.pool(), agent);
              TaskId task = reset.interrupted();
              return Answer.text(
                  reset.ended()
                      ? "Agent '"
                          + agent
                          + "' has been reset."
                          + (task == null ? "" : " Its task " + task + " was interrupted.")
                      : "Agent '" + agent + "' was not found in the pool.",
                  Shapes.object().put("agent", agent).put("reset", reset.ended()));
            }));
  }

  private static Tool warmup() {
    return Tool.of(
            "warmup",
            "Warm an agent up",
            "Starts an agent's process, or finds it running; asks the model nothing.")
        .in(Toolset.AGENTS)
        .takes(AGENT)
        .gives(AGENT.need("pid", Schema.WHOLE).may("warnings", Schema.TEXTS))
        .hinted(ToolHints.WRITES_ONCE)
        .does(call ->
            guarded(() -> {
              String agent = call.text("agent");
              long pid = call.engine().agents().warmup(call.pool(), call.agents(), agent);
              ObjectNode data = Shapes.object().put("agent", agent).put("pid", pid);
              String text = "Agent '" + agent + "' is warm (PID " + pid + ").";
              return Answer.text(text + warned(call, data), data);
            }));
  }

  /** Errors begin with the word that clients of these tools look for. */
  private static Answer guarded(Work.Ending work) throws Exception {
    try {
      return work.answer();
    } catch (Refused refused) {
      throw new Refused(refused.kind(), refused.code(), "Error: " + refused.getMessage());
    }
  }
}
