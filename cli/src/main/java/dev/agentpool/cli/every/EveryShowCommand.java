package dev.agentpool.cli.every;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;

/** Shows one schedule. */
@CommandLine.Command(
    name = "every show",
    description = "Show a schedule: its times, its task, and how the last one ended.",
    footer = {"", "Example:", "  agentpool every show nightly"})
final class EveryShowCommand extends NamedSchedule {
  @Override
  public int run(Surroundings here) {
    Json one = here.daemon().get(path(here));
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(one);
      return ExitCode.DONE;
    }
    line(terminal, "name", one.text("name"));
    line(terminal, "times", one.text("cron") + " (" + one.text("zone") + ")");
    line(terminal, "state", ScheduleText.standing(one));
    line(terminal, "next", ScheduleText.next(one));
    line(terminal, "missed times", one.text("missed"));
    line(terminal, "overlap", one.text("overlap"));
    line(terminal, "last task", one.text("last_task"));
    line(terminal, "last missed", ScheduleText.missed(one));
    line(terminal, "title", one.text("title"));
    Json settings = one.get("settings");
    line(terminal, "settings", settings.toString().equals("{}") ? "" : settings.toString());
    terminal.print("");
    terminal.printWrapped(Colour.PLAIN, 0, one.text("prompt"));
    return ExitCode.DONE;
  }

  private static void line(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.printWrapped(Colour.PLAIN, 2, name + ": " + value);
    }
  }
}
