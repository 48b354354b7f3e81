package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists mail. */
@CommandLine.Command(
    name = "mail list",
    description = "List the mail of an expert pool, and how each stands; the oldest first.",
    footer = {"", "Example:", "  agentpool mail list --state dead"})
final class MailListCommand extends ProjectCommand {
  @Option(names = "--id", paramLabel = "ID", description = "This one alone.")
  String id = "";

  @Option(names = "--to", paramLabel = "NAME", description = "To this expert or role.")
  String to = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "pending, blocked, active, completed, failed, cancelled, unread, read, held or dead.")
  String state = "";

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/mail").with("dir", project(here));
    query = id.isEmpty() ? query : query.with("id", id);
    query = to.isEmpty() ? query : query.with("to", to);
    query = state.isEmpty() ? query : query.with("state", state);
    Json answer = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "TYPE", "FROM", "TO", "STATE", "TASK", "WHY");
    for (Json mail : answer.get("mail").items()) {
      table.row(
          Colour.PLAIN,
          mail.text("id"),
          mail.text("type"),
          mail.text("from") + (mail.flag("verified") ? "" : " (unverified)"),
          mail.text("to"),
          mail.text("state"),
          mail.text("task_id"),
          mail.text("why"));
    }
    table.printOr(
        here.terminal(),
        id.isEmpty() && to.isEmpty() && state.isEmpty()
            ? "no mail yet; agentpool mail send NAME \"what to do\" sends one"
            : "no such mail; agentpool mail list has all");
    return ExitCode.DONE;
  }
}
