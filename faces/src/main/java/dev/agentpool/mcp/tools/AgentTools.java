package dev.agentpool.mcp.tools;

import static java.util.stream.Collectors.joining;

import dev.agentpool.answer.Agent;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.ResetAgent;
import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.Task;
import dev.agentpool.answer.TaskResult;
import dev.agentpool.answer.WarmAgent;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.AgentRows;
import dev.agentpool.request.InvokeRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.TaskChoices;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Agents out of definition files, kept warm (spec slot-pool 9.4 and 13). */
final class AgentTools {
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
        .with(AgentRows.INVOKE, Submitted.class)
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
              Submitted submitted = call.ask(AgentRows.INVOKE, request(call));
              TaskId id = new TaskId(submitted.taskId());
              List<String> warnings = submitted.warnings().orElse(List.of());
              return new Work(call, List.of(id)).await(PATIENCE, () -> said(call, id, warnings));
            }));
  }

  /** Here {@code timeout_ms} is how long the call may take. */
  private static InvokeRequest request(Call call) {
    return new InvokeRequest(
        call.text("agent"),
        call.text("task"),
        TaskChoices.NONE,
        call.longOrNull("task_timeout_ms").map(Duration::ofMillis),
        Optional.empty());
  }

  private static Answer said(Call call, TaskId id, List<String> warnings) {
    Task task = TaskJson.told(call, id);
    ObjectNode data = TaskJson.result(task);
    if (!warnings.isEmpty()) {
      data.set("warnings", Shapes.texts(warnings));
    }
    if (task.state() == TaskState.COMPLETED) {
      return Answer.text(task.brought().output().orElse("") + lines(warnings), data);
    }
    String code = task.result().map(TaskResult::code).orElse("");
    String why = TaskJson.failure(task);
    if (code.equals(OutcomeCode.TIMED_OUT.wireName())) {
      why = "task timeout after " + timeout(call, id) + "ms";
    } else if (code.equals(OutcomeCode.CRASHED.wireName())) {
      why = "process closed unexpectedly: " + why;
    }
    return Answer.error("Error: " + why, data);
  }

  private static long timeout(Call call, TaskId id) {
    return call.engine()
        .tasks()
        .get(id)
        .spec()
        .settings()
        .value(SettingKeys.TIMEOUT)
        .map(Duration::toMillis)
        .orElse(0L);
  }

  private record Shown(String name, OptionalLong pid, String description) {
    static Shown of(Agent agent) {
      return new Shown(agent.name(), agent.pid(), agent.description());
    }
  }

  private record Listed(List<Shown> agents) {}

  private static Tool list() {
    return Tool.of(
            "list",
            "List agents",
            "Lists the agents that have a process, with its pid and what they are for; with 'all'"
                + " every agent there is.")
        .in(Toolset.AGENTS)
        .with(AgentRows.LIST, Listed.class)
        .takes(Fields.NONE.may("all", Schema.flag("also those without a process; default false")))
        .reads()
        .does(call -> {
          boolean all = call.flag("all", false);
          List<Shown> shown =
              call.ask(AgentRows.LIST, Nothing.MORE).agents().stream()
                  .filter(agent -> all || agent.warm())
                  .sorted(Comparator.comparing((Agent agent) -> !agent.warm()))
                  .map(Shown::of)
                  .toList();
          return Answer.text(
              Json.ANSWERS.writerWithDefaultPrettyPrinter().writeValueAsString(shown),
              new Listed(shown));
        });
  }

  private static Tool reset() {
    return Tool.of(
            "reset",
            "Reset an agent",
            "Ends an agent's process now, also in mid-task; the next task starts a fresh one.")
        .in(Toolset.AGENTS)
        .with(AgentRows.RESET, ResetAgent.class)
        .hinted(new ToolHints(false, true, true, false))
        .does(call ->
            guarded(() -> {
              ResetAgent reset = call.ask(AgentRows.RESET);
              return Answer.text(told(reset), reset);
            }));
  }

  private static String told(ResetAgent reset) {
    if (!reset.reset()) {
      return "Agent '" + reset.agent() + "' was not found in the pool.";
    }
    return "Agent '"
        + reset.agent()
        + "' has been reset."
        + reset.interruptedTask().map(task -> " Its task " + task + " was interrupted.").orElse("");
  }

  private static Tool warmup() {
    return Tool.of(
            "warmup",
            "Warm an agent up",
            "Starts an agent's process, or finds it running; asks the model nothing.")
        .in(Toolset.AGENTS)
        .with(AgentRows.WARMUP, WarmAgent.class)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call ->
            guarded(() -> {
              WarmAgent warm = call.ask(AgentRows.WARMUP);
              return Answer.text(
                  "Agent '"
                      + warm.agent()
                      + "' is warm (PID "
                      + warm.pid()
                      + ")."
                      + lines(warm.warnings()),
                  warm);
            }));
  }

  private static String lines(List<String> warnings) {
    return warnings.stream().map(warning -> "\nwarning: " + warning).collect(joining());
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
