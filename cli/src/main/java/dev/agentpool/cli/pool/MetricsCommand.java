package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Price;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows figures over a pool's tasks. */
@CommandLine.Command(
    name = "metrics",
    description = "Show what the pool's tasks came to: counts, money, times, by model.",
    footer = {"", "Example:", "  agentpool metrics --since 24h --tag nightly"})
final class MetricsCommand extends ProjectCommand {
  private static final int NAMES = 7;

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
      if (here.terminal().isForGlance() && tag == null && model == null) {
        new MetricsPlots(here, project(here))
            .print(
                since == null ? metrics.number("session_start_ms") : PointInTime.millis(since),
                until == null ? Instant.now().toEpochMilli() : PointInTime.millis(until));
      }
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json metrics) {
    line(
        terminal,
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
            + " pending, "
            + metrics.number("blocked")
            + " blocked");
    line(
        terminal,
        "money  "
            + Price.of(metrics)
            + "; a completed task "
            + (metrics.number("completed") == 0 ? "none yet" : Price.of(metrics, "avg_cost"))
            + "; the dearest task "
            + Price.of(metrics, "max_cost"));
    if (metrics.number("merged") > 0) {
      line(
          terminal,
          "merged "
              + Text.count(metrics.number("merged"), "change")
              + ", "
              + Price.of(metrics, "cost_per_merged")
              + " each with all that was spent");
    }
    line(
        terminal,
        "time   "
            + Text.duration(metrics.number("avg_elapsed_ms"))
            + " a completed task, median "
            + Text.duration(metrics.number("median_elapsed_ms"))
            + ", "
            + Text.duration(metrics.number("min_elapsed_ms"))
            + " to "
            + Text.duration(metrics.number("max_elapsed_ms")));
    if (metrics.get("avg_turns").value() instanceof BigDecimal turns) {
      line(terminal, "turns  " + turns.setScale(1, RoundingMode.HALF_UP) + " a completed task");
    }
    models(terminal, metrics);
    if (metrics.number("matched_configured") + metrics.number("matched_reported") > 0) {
      line(
          terminal,
          "of these, "
              + metrics.number("matched_configured")
              + " are configured with that model, and the agents of "
              + metrics.number("matched_reported")
              + " reported it");
    }
  }

  /** What is broken off stands below what the line says. */
  private static void line(Terminal terminal, String line) {
    terminal.printWrapped(Colour.PLAIN, NAMES, line);
  }

  private static void models(Terminal terminal, Json metrics) {
    Table table =
        new Table("MODEL", "TASKS", "COMPLETED", "COST", "COST EACH", "TIME EACH", "TURNS");
    boolean any = false;
    for (Json model : metrics.get("model_breakdown").items()) {
      any = true;
      table.row(
          Colour.PLAIN,
          model.text("model"),
          Long.toString(model.number("task_count")),
          Long.toString(model.number("completed")),
          Price.of(model),
          model.number("completed") == 0 ? "none yet" : Price.of(model, "avg_cost"),
          Text.duration(model.number("avg_elapsed_ms")),
          Long.toString(model.number("total_turns")));
    }
    if (any) {
      terminal.print("");
      table.print(terminal);
      line(terminal, "each: over completed tasks, with what was spent on the others");
    }
  }
}
