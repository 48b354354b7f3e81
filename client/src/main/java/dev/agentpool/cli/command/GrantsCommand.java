package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists what agents may do unasked for a while. */
@CommandLine.Command(
    name = "inbox grants",
    description =
        "List what your answers allow agents unasked for a while, over all pools; the one that ends"
            + " first first.",
    footer = {
      "",
      "Example:",
      "  agentpool answer question-1a2b yes --for 1h",
      "  agentpool inbox grants",
      "  agentpool inbox revoke grant-0123456789abcdef"
    })
final class GrantsCommand extends ProjectCommand {
  private static final int LONGEST = 80;

  @Option(names = "--here", description = "Only those of this project's pool.")
  boolean onlyHere;

  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon()
            .get(
                new Query("/v1/inbox/grants")
                    .with("dir", onlyHere ? project(here) : null)
                    .toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "UNTIL", "BY", "WHAT");
    for (Json grant : answer.get("grants").items()) {
      table.row(
          Colour.PLAIN,
          grant.text("id"),
          until(grant),
          Text.oneLine(grant.text("by"), LONGEST),
          Text.oneLine(grant.text("what"), LONGEST));
    }
    table.printOr(
        here.terminal(),
        "nothing is allowed for a while; agentpool answer ID yes --for 1h allows something");
    return ExitCode.DONE;
  }

  static String until(Json grant) {
    return Instant.ofEpochSecond(grant.number("until_ms") / 1_000)
        + (grant.flag("in_session") ? ", in its session" : "");
  }
}
