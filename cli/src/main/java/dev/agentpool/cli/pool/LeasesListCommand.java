package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists leases. */
@CommandLine.Command(
    name = "leases list",
    description = "List the files that tasks have claimed, oldest claim first.",
    footer = {"", "Example:", "  agentpool leases list"})
final class LeasesListCommand extends ProjectCommand {
  @NamesTask
  @Option(
      names = {"--task", "--session-id"},
      paramLabel = "ID",
      description = "Only those of this task.")
  String task = "";

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/leases").with("dir", project(here));
    Json answer =
        here.daemon().get((task.isEmpty() ? query : query.with("task_id", task)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "MODE", "FILE", "TASK", "UNTIL");
    for (Json lease : answer.get("leases").items()) {
      table.row(
          Colour.PLAIN,
          lease.text("id"),
          lease.text("mode"),
          lease.text("file_path"),
          lease.text("task_id"),
          LeasesAcquireCommand.until(lease));
    }
    table.printOr(here.terminal(), "no files are leased; agentpool leases acquire takes some");
    return ExitCode.DONE;
  }
}
