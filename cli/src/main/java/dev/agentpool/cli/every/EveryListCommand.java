package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;

/** Lists schedules. */
@CommandLine.Command(
    name = "every list",
    description = "List what is done again and again, when next, and what was missed.",
    footer = {"", "Example:", "  agentpool every list"})
final class EveryListCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/schedules").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "STATE", "NEXT", "TIMES", "LAST TASK", "WHAT");
    for (Json one : answer.items()) {
      table.row(
          one.text("waits").isEmpty() ? Colour.PLAIN : Colour.YELLOW,
          one.text("name"),
          ScheduleText.standing(one),
          one.get("next").items().stream().findFirst().map(at -> at.text("local")).orElse("-"),
          one.text("cron") + " " + one.text("zone"),
          one.text("last_task"),
          ScheduleText.called(one));
    }
    table.printOr(here.terminal(), "no schedules; agentpool every add makes one");
    for (Json one : answer.items()) {
      String missed = ScheduleText.missed(one);
      if (!missed.isEmpty()) {
        here.terminal().printRow(Colour.YELLOW, one.text("name") + ": " + missed);
      }
    }
    return ExitCode.DONE;
  }
}
