package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;

/** Lists agents. */
@CommandLine.Command(
    name = "agent list",
    description = "List the agents that definition files describe, and which have a process.",
    footer = {"", "Example:", "  agentpool agent list"})
final class AgentListCommand extends ProjectCommand {
  private static final int WORDS = 60;

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().get(new Query("/v1/agents").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "PROCESS", "TASK", "WHAT");
    for (Json agent : answer.get("agents").items()) {
      boolean warm = agent.number("pid") > 0;
      String task = agent.text("task_id");
      table.row(
          task.isEmpty() ? warm ? Colour.GREEN : Colour.PLAIN : Colour.YELLOW,
          agent.text("name"),
          warm ? Long.toString(agent.number("pid")) : "-",
          task.isEmpty() ? "-" : task,
          Text.oneLine(agent.text("description"), WORDS));
    }
    table.printOr(here.terminal(), "no agent definitions; .agent-pool/agents/NAME.md makes one");
    Diagnostics.say(here.terminal(), answer.get("diagnostics").items());
    return ExitCode.DONE;
  }
}
