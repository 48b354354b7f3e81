package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;

/** Lists the shared context. */
@CommandLine.Command(
    name = "context list",
    description = "List what every agent of the pool is told.",
    footer = {"", "Example:", "  agentpool context list"})
final class ContextListCommand extends ProjectCommand {
  private static final int WORDS = 80;

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().get(new Query("/v1/context").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("KEY", "VALUE");
    for (Json entry : answer.items()) {
      table.row(
          Colour.PLAIN,
          Text.oneLine(entry.text("key"), WORDS),
          Text.oneLine(entry.text("value"), WORDS));
    }
    table.printOr(
        here.terminal(),
        "the pool's context is empty; agentpool context set KEY VALUE puts something there");
    return ExitCode.DONE;
  }
}
