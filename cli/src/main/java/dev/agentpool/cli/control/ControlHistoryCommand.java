package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists what was taken over. */
@CommandLine.Command(
    name = "control history",
    description = "List the sessions of a former control plane that were taken over, newest first.",
    footer = {"", "Example:", "  agentpool control history --limit 20"})
final class ControlHistoryCommand extends Command {
  @Option(names = "--provider", paramLabel = "ID", description = "Of this provider alone.")
  @Nullable String provider;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 else.")
  int limit = 50;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/import/sessions").with("provider_id", provider).with("limit", limit);
    Json answer = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "PROVIDER", "STATE", "ROLE", "REPOSITORY", "CREATED");
    for (Json one : answer.get("sessions").items()) {
      table.row(
          Colour.PLAIN,
          one.text("id"),
          one.text("provider_id"),
          one.text("state"),
          one.text("role"),
          one.text("repo_path"),
          one.text("created_at"));
    }
    table.print(here.terminal());
    here.terminal().say(answer.number("total") + " in all");
    return ExitCode.DONE;
  }
}
