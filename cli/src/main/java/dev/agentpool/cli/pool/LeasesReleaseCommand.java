package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lets go of leases. */
@CommandLine.Command(
    name = "leases release",
    description = "Let go of one claim, or of those of a task, all or that of one file.",
    footer = {"", "Example:", "  agentpool leases release --lease-id lease-0d5a1f6c93e2"})
final class LeasesReleaseCommand extends ProjectCommand {
  @Option(names = "--lease-id", paramLabel = "ID", description = "The one.")
  String lease = "";

  @NamesTask
  @Option(
      names = {"--task", "--session-id"},
      paramLabel = "ID",
      description = "Those of this task.")
  String task = "";

  @Option(names = "--file", paramLabel = "FILE", description = "That of this file alone.")
  String file = "";

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/leases").with("dir", project(here));
    query = lease.isEmpty() ? query : query.with("lease_id", lease);
    query = task.isEmpty() ? query : query.with("task_id", task);
    query = file.isEmpty() ? query : query.with("file_path", file);
    Json answer = here.daemon().delete(query.toString());
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal().print("released " + answer.number("released"));
    }
    return ExitCode.DONE;
  }
}
