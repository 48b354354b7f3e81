package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Tells what would be let go of, or lets go of it. */
@CommandLine.Command(
    name = "retention",
    description =
        "Tell what of all that agents left would be let go of now, by [artifacts] of config.toml;"
            + " the daemon does it every hour. Nothing is removed without --now.",
    footer = {"", "Example:", "  agentpool retention"})
final class RetentionCommand extends Command {
  @Option(names = "--now", description = "Let go of it.")
  boolean now;

  @Override
  public int run(Surroundings here) {
    Json report =
        now
            ? here.daemon().post("/v1/retention", Json.object())
            : here.daemon().get("/v1/retention");
    if (json) {
      here.terminal().printJson(report);
      return ExitCode.DONE;
    }
    Table table = new Table("TASK", "BYTES", "BECAUSE OF");
    for (Json one : report.get("removed").items()) {
      table.row(
          Colour.PLAIN,
          one.text("session_id"),
          String.valueOf(one.number("bytes")),
          one.text("reason"));
    }
    table.print(here.terminal());
    here.terminal()
        .print(
            (now ? "removed " : "would remove ")
                + report.number("removed_bytes")
                + " bytes; "
                + report.number("kept_bytes")
                + " of "
                + report.number("kept")
                + " tasks and sessions stay");
    return ExitCode.DONE;
  }
}
