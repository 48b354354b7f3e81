package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;

/** Lists experts. */
@CommandLine.Command(
    name = "expert list",
    description = "List the experts and roles of a pool, and what they work on.",
    footer = {"", "Example:", "  agentpool expert list"})
final class ExpertListCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer = here.daemon().get(new Query("/v1/experts").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "KIND", "MODEL", "UNREAD", "WORKS ON", "KNOWLEDGE");
    for (Json expert : answer.get("experts").items()) {
      table.row(
          Colour.PLAIN,
          expert.text("name"),
          expert.text("kind"),
          expert.text("model"),
          String.valueOf(expert.number("unread")),
          expert.text("works_on"),
          expert.text("knowledge"));
    }
    table.print(here.terminal());
    return ExitCode.DONE;
  }
}
