package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a task's agent did. */
@CommandLine.Command(
    name = "logs",
    description = "Show what a task's agent did.",
    footer = {"", "Example:", "  agentpool logs --follow task-1a2b"})
final class LogsCommand extends Command {
  @Parameters(paramLabel = "ID", description = "The task.")
  String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the task has ended.")
  boolean follow;

  @Override
  public int run(Surroundings here) {
    new Activity(here.daemon(), id).follow(follow, event -> show(here.terminal(), event));
    return ExitCode.DONE;
  }

  private boolean show(Terminal terminal, ServerEvent event) {
    if (json) {
      terminal.printJson(
          Json.object()
              .put("id", event.id())
              .put("type", event.type())
              .put("data", Json.parse(event.data())));
    } else {
      String line = Activity.line(event);
      if (line != null && !line.isEmpty()) {
        terminal.printRow(Activity.colour(event), line);
      }
    }
    return !terminal.outIsBroken();
  }
}
