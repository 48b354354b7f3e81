package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Accepts work that waits for review. */
@CommandLine.Command(
    name = "approve",
    description = "Accept the work of tasks that wait for review.",
    footer = {"", "Example:", "  agentpool approve task-1a2b"})
final class ApproveCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", arity = "1..*", description = "Tasks.")
  List<String> ids = new ArrayList<>();

  @Override
  public int run(Surroundings here) {
    return EachTask.run(
        here, ids, json, id -> here.daemon().post(Query.task(id, "/approve"), Json.object()));
  }
}
