package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends mail to an expert. */
@CommandLine.Command(
    name = "mail send",
    description = "Send mail to an expert; a task or a question is worked on, the rest is read.",
    footer = {
      "",
      "Example:",
      "  agentpool mail send auth \"add a login page\"",
      "  agentpool mail send db --type question \"which index is slow?\""
    })
final class MailSendCommand extends ProjectCommand {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The expert, a role, or auto: whom it fits.")
  String to = "";

  @Parameters(index = "1", paramLabel = "TEXT", description = "The mail; - reads standard input.")
  String text = "";

  @Option(names = "--id", paramLabel = "ID", description = "The same id is the same mail.")
  String id = "";

  @Option(names = "--from", paramLabel = "NAME", description = "Who says it; user when absent.")
  String from = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "task (when absent), question, response, notify, handoff or cancel.")
  String type = "";

  @Option(names = "--priority", paramLabel = "P", description = "low, normal, high or urgent.")
  String priority = "";

  @Option(names = "--cancels", paramLabel = "ID", description = "What a cancel takes back.")
  String cancels = "";

  @Option(names = "--after", paramLabel = "ID", description = "What has to be done before.")
  List<String> after = List.of();

  @Option(names = "--contract", paramLabel = "ID", description = "The contract it is under.")
  List<String> contracts = List.of();

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString()).put("to", to);
    request.put("body", text.equals("-") ? Inputs.standardInput(here) : text);
    request.putIfThere("id", id.isEmpty() ? null : id);
    request.putIfThere("from", from.isEmpty() ? null : from);
    request.putIfThere("type", type.isEmpty() ? null : type);
    request.putIfThere("priority", priority.isEmpty() ? null : priority);
    request.putIfThere("cancels", cancels.isEmpty() ? null : cancels);
    request.put("depends_on", after).put("contracts", contracts);
    Json taken = here.daemon().post("/v1/mail", request);
    if (json) {
      here.terminal().printJson(taken);
    } else {
      here.terminal().print(taken.text("id") + " " + taken.text("told"));
    }
    return ExitCode.DONE;
  }
}
