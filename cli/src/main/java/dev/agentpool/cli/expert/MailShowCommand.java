package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows a mail. */
@CommandLine.Command(
    name = "mail show",
    description = "Show a mail whole: how it stands, what it says, what was answered.",
    footer = {"", "Example:", "  agentpool mail show task-042"})
final class MailShowCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The mail's id.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    String path = Query.named("/v1/mail/", "mail id", id);
    Json answer = here.daemon().get(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    boolean isFirst = true;
    for (Json mail : answer.get("mail").items()) {
      if (!isFirst) {
        here.terminal().print("");
      }
      isFirst = false;
      print(here.terminal(), mail);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json mail) {
    terminal.printRow(
        Colour.ofState(mail.text("state")),
        mail.text("id")
            + " "
            + mail.text("state")
            + (mail.text("why").isEmpty() ? "" : ": " + mail.text("why")));
    line(
        terminal,
        "",
        mail.text("type")
            + " from "
            + mail.text("from")
            + (mail.flag("verified") ? "" : " (unverified)")
            + " to "
            + mail.text("to")
            + ExpertCommands.at(mail, "created_at_ms"));
    line(terminal, "task: ", mail.text("task_id"));
    line(
        terminal,
        "priority: ",
        mail.text("priority").equals("normal") ? "" : mail.text("priority"));
    line(terminal, "after: ", ExpertCommands.joined(mail.get("depends_on")));
    line(terminal, "contracts: ", ExpertCommands.joined(mail.get("contracts")));
    line(terminal, "cancels: ", mail.text("cancels"));
    terminal.print("");
    terminal.print(mail.text("body"));
    String answer = mail.text("answer");
    if (!answer.isEmpty()) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, "answer");
      terminal.print(answer);
    }
  }

  private static void line(Terminal terminal, String before, String text) {
    if (!text.isEmpty()) {
      terminal.print(before + text);
    }
  }
}
