package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.Tasks;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import dev.agentpool.cli.terminal.Unicode;
import java.util.ArrayList;
import java.util.List;

/** The steps of a chain or workflow under way, as their tasks tell of them. */
record ChainGraph(Surroundings here) {
  private static final int WORDS = 200;

  /** Returns false, and prints nothing, where it cannot be drawn. */
  boolean print(String id) {
    Tasks tasks = new Tasks(here.daemon());
    List<Json> steps = new ArrayList<>();
    for (String part : tasks.get(id).get("after").texts()) {
      Json task = tasks.get(part);
      if (task.text("role").equals("step")) {
        steps.add(task);
      }
    }
    List<String> all = steps.stream().map(step -> step.text("id")).toList();
    ShownIds ids = ShownIds.on(here.terminal(), all);
    return new StepGraph(steps.stream().map(step -> node(step, ids, steps)).toList())
        .print(here.terminal(), Unicode.isSeen(here.terminal(), here.environment()));
  }

  private static StepGraph.Node node(Json step, ShownIds ids, List<Json> steps) {
    List<String> awaited = step.get("after").texts();
    List<String> names =
        steps.stream()
            .filter(other -> awaited.contains(other.text("id")))
            .map(ChainGraph::name)
            .toList();
    String state = Tasks.stepState(step);
    String why = Tasks.hasFailed(state) ? Tasks.why(step) : "";
    String said = step.get("result").text("output");
    return new StepGraph.Node(
        name(step),
        names,
        state,
        List.of(
            ids.of(step.text("id")),
            state,
            step.number("elapsed_ms") == 0 ? "-" : Text.duration(step.number("elapsed_ms")),
            step.number("attempts") == 0 ? "-" : Price.of(step)),
        Text.oneLine(!why.isEmpty() ? why : !said.isEmpty() ? said : Tasks.title(step), WORDS));
  }

  private static String name(Json step) {
    String name = step.text("step");
    return name.isEmpty() ? step.text("id") : name;
  }
}
