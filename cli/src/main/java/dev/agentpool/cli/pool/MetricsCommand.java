package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows figures over a pool's tasks. */
@CommandLine.Command(
    name = "metrics",
    description = "Show what the pool's tasks came to: counts, money, times, by model.",
    footer = {"", "Example:", "  agentpool metrics --since 24h --tag nightly"})
final class MetricsCommand extends ProjectCommand {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only tasks handed in since: 24h ago, a date, or 2026-05-01T09:30.")
  @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only tasks handed in before.")
  @Nullable String until;

  @Option(names = "--tag", paramLabel = "A,B", description = "Only tasks with these tags.")
  @Nullable String tag;

  @Option(names = "--model", paramLabel = "NAME", description = "Only tasks of this model.")
  @Nullable String model;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/pool/metrics")
            .with("dir", project(here))
            .with("since_ms", since == null ? null : PointInTime.millis(since))
            .with("until_ms", until == null ? null : PointInTime.millis(until))
            .with("tag", tag)
            .with("model", model);
    Json metrics = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(metrics);
    } else {
      print(here.terminal(), metrics);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json metrics) {
    terminal.print(
        "tasks  "
            + metrics.number("total_tasks")
            + ": "
            + metrics.number("completed")
            + " completed, "
            + metrics.number("failed")
            + " failed, "
            + metrics.number("cancelled")
            + " cancelled, "
            + metrics.number("running")
            + " running, "
            + metrics.number("pending")
            + " pending");
    terminal.print(
        "money  "
            + Text.usd(metrics.number("total_spend_microdollars"))
            + ", "
            + Text.usd(metrics.number("avg_cost_microdollars"))
            + " a task, "
            + Text.usd(metrics.number("max_cost_microdollars"))
            + " at most");
    terminal.print(
        "time   "
            + Text.duration(metrics.number("avg_elapsed_ms"))
            + " a task, median "
            + Text.duration(metrics.number("median_elapsed_ms"))
            + ", "
            + Text.duration(metrics.number("min_elapsed_ms"))
            + " to "
            + Text.duration(metrics.number("max_elapsed_ms")));
    if (metrics.get("avg_turns").value() instanceof BigDecimal turns) {
      terminal.print("turns  " + turns.setScale(1, RoundingMode.HALF_UP) + " a task");
    }
    models(terminal, metrics);
  }

  private static void models(Terminal terminal, Json metrics) {
    Table table = new Table("MODEL", "TASKS", "COST", "A TASK", "TIME", "TURNS");
    boolean any = false;
    for (Json model : metrics.get("model_breakdown").items()) {
      any = true;
      table.row(
          Colour.PLAIN,
          model.text("model"),
          Long.toString(model.number("task_count")),
          Text.usd(model.number("total_cost_microdollars")),
          Text.usd(model.number("avg_cost_microdollars")),
          Text.duration(model.number("avg_elapsed_ms")),
          Long.toString(model.number("total_turns")));
    }
    if (any) {
      terminal.print("");
      table.print(terminal);
    }
  }
}
