package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import dev.agentpool.cli.terminal.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows a workflow. */
@CommandLine.Command(
    name = "workflow show",
    description = "Show a workflow: its arguments and steps, on a terminal with a graph of them.",
    footer = {"", "Example:", "  agentpool workflow show review_and_fix"})
final class WorkflowShowCommand extends ProjectCommand {
  private static final int WORDS = 200;

  @Parameters(paramLabel = "NAME", description = "The workflow.")
  String name = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/workflows/", "workflow name", name);
    Json workflow = here.daemon().get(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(workflow);
    } else {
      print(here, workflow);
    }
    return ExitCode.DONE;
  }

  private static void print(Surroundings here, Json workflow) {
    Terminal terminal = here.terminal();
    terminal.printRow(Colour.BOLD, workflow.text("name") + "  (" + workflow.text("source") + ")");
    terminal.printWrapped(Colour.PLAIN, 0, workflow.text("description"));
    terminal.print("isolation: " + workflow.text("isolation"));
    for (Json argument : workflow.get("arguments").items()) {
      String other = argument.text("default");
      String need =
          argument.flag("required") ? "required" : other.isEmpty() ? "optional" : "else " + other;
      terminal.printWrapped(
          Colour.PLAIN,
          2,
          "argument " + argument.text("name") + " (" + need + ") " + argument.text("description"));
    }
    List<Json> steps = workflow.get("steps").items();
    boolean unicode = Unicode.isSeen(terminal, here.environment());
    if (terminal.isForGlance()) {
      terminal.print("");
      graph(steps).print(terminal, unicode);
    }
    for (Json step : steps) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, Mark.of("", unicode) + " " + step.text("name"));
      action(terminal, step.get("action"));
      others(terminal, step);
    }
  }

  /** A step that does not say for which others it waits, waits for the one written before it. */
  private static StepGraph graph(List<Json> steps) {
    List<StepGraph.Node> nodes = new ArrayList<>();
    String previous = "";
    for (Json step : steps) {
      Json action = step.get("action");
      String skill = action.text("skill");
      String what = skill.isEmpty() ? Text.oneLine(action.text("prompt"), WORDS) : "skill " + skill;
      String when = step.text("when");
      Json each = step.get("for_each");
      nodes.add(
          new StepGraph.Node(
              step.text("name"),
              step.get("after").isNull() ? List.of(previous) : step.get("after").texts(),
              "",
              List.of(),
              (when.isEmpty() ? "" : "when " + when + ": ")
                  + (each.isNull() ? "" : "for each: ")
                  + what));
      previous = step.text("name");
    }
    return new StepGraph(nodes);
  }

  private static void action(Terminal terminal, Json action) {
    if (action.text("skill").isEmpty()) {
      terminal.printWrapped(Colour.PLAIN, 0, action.text("prompt").stripTrailing());
    } else {
      terminal.print("skill " + action.text("skill"));
      Members.print(terminal, "  ", action.get("arguments"));
    }
  }

  /** What else is said of a step. */
  private static void others(Terminal terminal, Json step) {
    JsonObject others = Json.object();
    if (step.value() instanceof Map<?, ?> members) {
      for (Object name : members.keySet()) {
        if (!name.equals("name") && !name.equals("action")) {
          others.put(name.toString(), step.get(name.toString()));
        }
      }
    }
    Members.print(terminal, "  ", Json.parse(others.toString()));
  }
}
