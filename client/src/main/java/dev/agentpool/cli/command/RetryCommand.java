package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Hands a task's work in again. */
@CommandLine.Command(
    name = "retry",
    description = "Hand in a task's work again as a new task; prints its id.",
    footer = {"", "Example:", "  agentpool wait $(agentpool retry task-1a2b)"})
final class RetryCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task that has ended.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().post(Query.task(id, "/retry"), Json.object());
    if (json) {
      here.terminal().printJson(Json.object().put("task_id", answer.text("task_id")));
    } else {
      here.terminal().print(answer.text("task_id"));
    }
    return ExitCode.DONE;
  }
}
