package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Durations;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Brings a pool to rest. */
@CommandLine.Command(
    name = "drain",
    description =
        "Let a pool come to rest: it takes no more work, what runs finishes. Exit code 1: something"
            + " had to be cancelled at the deadline.",
    footer = {"", "Example:", "  agentpool drain --deadline 5m", "  agentpool resume"})
final class DrainCommand extends ProjectCommand {
  @Option(
      names = {"--deadline", "--timeout"},
      paramLabel = "TIME",
      description = "Cancel what still runs after this time, such as 30s; else wait for it.")
  @Nullable String deadline;

  @Option(
      names = "--cancel-pending",
      description = "Cancel what has not begun; else it waits for agentpool resume.")
  boolean cancelPending;

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.putIfThere("deadline_ms", deadline == null ? null : (Long) Durations.millis(deadline));
    request.put("cancel_pending", cancelPending);
    Json summary = here.daemon().postUnhurried("/v1/pool/drain", request);
    if (json) {
      here.terminal().printJson(summary);
    } else {
      print(here.terminal(), summary);
    }
    return summary.flag("timed_out") ? ExitCode.TASK_FAILED : ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json summary) {
    terminal.print(
        "drained: "
            + Text.count(summary.number("total_tasks_completed"), "task")
            + " completed in its life, "
            + Price.of(summary)
            + ", "
            + summary.number("cancelled")
            + " cancelled, "
            + summary.number("still_pending")
            + " waiting");
    terminal.say("it takes no work until agentpool resume");
  }
}
