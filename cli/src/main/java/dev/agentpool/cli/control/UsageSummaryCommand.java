package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which providers can be given work. */
abstract sealed class UsageSummaryCommand extends UsageFlags {
  private static final int LONGEST = 60;

  @Option(names = "--refresh", description = "Ask them now; else what is remembered is shown.")
  boolean refresh;

  /** By the name that says whose it is. */
  @CommandLine.Command(
      name = "usage-summary",
      description = "Show which providers can be given work, what is left, and when more is free.",
      footer = {"", "Example:", "  agentpool usage-summary --refresh --json"})
  static final class OfUsage extends UsageSummaryCommand {}

  /** By the name that says what for. */
  @CommandLine.Command(
      name = "capacity-summary",
      description = "Show which providers can be given work, as usage-summary does.",
      footer = {"", "Example:", "  agentpool capacity-summary --json"})
  static final class OfCapacity extends UsageSummaryCommand {}

  @Override
  public int run(Surroundings here) {
    Json answer = ask(here, "/v1/usage/summary", refresh);
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("PROVIDER", "USABLE", "WHY NOT", "LEFT", "AGE");
    if (answer.get("providers").value() instanceof Map<?, ?> providers) {
      for (Object value : providers.values()) {
        row(new Json(value), table);
      }
    }
    table.print(here.terminal());
    String next = answer.text("next_available_provider");
    if (!next.isEmpty()) {
      here.terminal().say(next + " is free at " + Shown.time(answer.get("next_available_at")));
    }
    if (answer.flag("partial")) {
      here.terminal().say("some did not answer in time, and are unknown because of that");
    }
    return ExitCode.DONE;
  }

  private static void row(Json row, Table table) {
    boolean usable = row.flag("usable");
    table.row(
        usable ? Colour.PLAIN : Colour.YELLOW,
        row.text("provider_id"),
        usable ? "yes" : "no",
        row.text("unusable_reason"),
        Text.oneLine(row.text("summary"), LONGEST),
        row.number("age_seconds") + "s" + (row.flag("stale") ? ", stale" : ""));
  }
}
