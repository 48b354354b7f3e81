package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Tries mail again. */
@CommandLine.Command(
    name = "mail requeue",
    description = "Try mail again that failed, or that could not be delivered.",
    footer = {"", "Example:", "  agentpool mail requeue task-042"})
final class MailRequeueCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The mail's id.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/mail/", "mail id", id) + "/requeue";
    Json taken = here.daemon().post(path, Json.object().put("dir", project(here).toString()));
    if (json) {
      here.terminal().printJson(taken);
    } else {
      here.terminal().print(id + " " + taken.text("told"));
    }
    return ExitCode.DONE;
  }
}
