package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Sends work that waits for review back. */
@CommandLine.Command(
    name = "reject",
    description = "Send a task's work back; the agent does it again with the feedback.",
    footer = {
      "",
      "Example:",
      "  agentpool reject task-1a2b \"the test does not fail without the fix\""
    })
final class RejectCommand extends Command {
  @NamesTask
  @Parameters(index = "0", paramLabel = "ID", description = "The task.")
  String id = "";

  @Parameters(
      index = "1",
      paramLabel = "FEEDBACK",
      description = "What to change; - reads standard input.")
  String feedback = "";

  @Override
  public int run(Surroundings here) {
    String text = feedback.equals("-") ? Inputs.standardInput(here) : feedback;
    if (text.isBlank()) {
      throw CliException.usage("the feedback is empty");
    }
    Json task = here.daemon().post(Query.task(id, "/reject"), Json.object().put("feedback", text));
    if (json) {
      here.terminal().printJson(task);
    } else {
      here.terminal().print(id + " " + task.text("state"));
    }
    return ExitCode.DONE;
  }
}
