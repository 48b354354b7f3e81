package dev.agentpool.cli.next;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.pool.PointInTime;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A night on one page. */
@CommandLine.Command(
    name = "report",
    description =
        "Show on one page what the pool came to: done with commits, nothing changed, failed by"
            + " kind, what waits for you, money.",
    footer = {"", "Example:", "  agentpool report --since 12h"})
final class ReportCommand extends ProjectCommand {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "12h",
      description = "What ended since: 12h ago (usually), a date, or 2026-05-01T09:30.")
  String since = "12h";

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/report")
            .with("dir", project(here))
            .with("since_ms", PointInTime.millis(since));
    Json report = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(report);
    } else {
      new ReportText(here.terminal()).print(report);
    }
    return ExitCode.DONE;
  }
}
