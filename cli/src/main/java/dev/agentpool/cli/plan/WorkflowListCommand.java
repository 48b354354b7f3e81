package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ArgumentFlags;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;

/** Lists workflows. */
@CommandLine.Command(
    name = "workflow list",
    description = "List the workflows of the project, of yours, and the built-in ones.",
    footer = {"", "Example:", "  agentpool workflow list"})
final class WorkflowListCommand extends ProjectCommand {
  private static final int WORDS = 60;

  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/workflows").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "SOURCE", "STEPS", "ARGUMENTS", "WHAT");
    for (Json workflow : answer.get("workflows").items()) {
      table.row(
          Colour.PLAIN,
          workflow.text("name"),
          workflow.text("source"),
          Long.toString(workflow.number("total_steps")),
          ArgumentFlags.names(workflow),
          Text.oneLine(workflow.text("description"), WORDS));
    }
    table.printOr(here.terminal(), "no workflows; .agent-pool/workflows/NAME.yaml makes one");
    for (Json file : answer.get("skipped").items()) {
      here.terminal()
          .say(Colour.YELLOW, "skipped " + file.text("file") + ": " + file.text("reason"));
    }
    return ExitCode.DONE;
  }
}
