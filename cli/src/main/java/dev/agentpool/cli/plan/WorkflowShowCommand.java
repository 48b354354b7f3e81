package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows a workflow. */
@CommandLine.Command(
    name = "workflow show",
    description = "Show a workflow: its arguments and steps.",
    footer = {"", "Example:", "  agentpool workflow show review_and_fix"})
final class WorkflowShowCommand extends ProjectCommand {
  @Parameters(paramLabel = "NAME", description = "The workflow.")
  String name = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/workflows/", "workflow name", name);
    Json workflow = here.daemon().get(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(workflow);
    } else {
      print(here.terminal(), workflow);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json workflow) {
    terminal.printRow(Colour.BOLD, workflow.text("name") + "  (" + workflow.text("source") + ")");
    terminal.print(workflow.text("description"));
    terminal.print("isolation: " + workflow.text("isolation"));
    for (Json argument : workflow.get("arguments").items()) {
      String other = argument.text("default");
      String need =
          argument.flag("required") ? "required" : other.isEmpty() ? "optional" : "else " + other;
      terminal.print(
          "argument " + argument.text("name") + " (" + need + ") " + argument.text("description"));
    }
    for (Json step : workflow.get("steps").items()) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, "▸ " + step.text("name"));
      action(terminal, step.get("action"));
      others(terminal, step);
    }
  }

  private static void action(Terminal terminal, Json action) {
    if (action.text("skill").isEmpty()) {
      terminal.print(action.text("prompt").stripTrailing());
    } else {
      terminal.print("skill " + action.text("skill") + " " + action.get("arguments"));
    }
  }

  /** What else is said of a step, a line a member. */
  private static void others(Terminal terminal, Json step) {
    if (step.value() instanceof Map<?, ?> members) {
      for (Object name : members.keySet()) {
        if (!name.equals("name") && !name.equals("action")) {
          terminal.printRow(Colour.DIM, name + ": " + step.get(name.toString()));
        }
      }
    }
  }
}
