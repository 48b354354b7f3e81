package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Leases a file. */
@CommandLine.Command(
    name = "leases acquire",
    description =
        "Claim a file for a task, or renew its claim. Readers stand beside each other, a writer"
            + " alone. A claim ends with its task, when it is released, or at its time.",
    footer = {
      "",
      "Example:",
      "  agentpool leases acquire --task task-4fd0c6b7c54e4cc4 --file src/Main.java --ttl-seconds"
          + " 600"
    })
final class LeasesAcquireCommand extends ProjectCommand {
  @NamesTask
  @Option(
      names = {"--task", "--session-id"},
      paramLabel = "ID",
      description = "Whose it is to be; inside a task its own when it is left out.")
  String task = "";

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "Named from the project's root.")
  String file = "";

  @Option(names = "--mode", paramLabel = "MODE", description = "read or write; write when absent.")
  String mode = "";

  @Option(
      names = "--ttl-seconds",
      paramLabel = "N",
      description = "How long, at most a week; else as long as the task lasts.")
  @Nullable Long seconds;

  @Override
  public int run(Surroundings here) {
    JsonObject request = Json.object().put("dir", project(here).toString()).put("file_path", file);
    request.putIfThere("task_id", task.isEmpty() ? null : task);
    request.putIfThere("mode", mode.isEmpty() ? null : mode);
    if (seconds != null) {
      request.put("ttl_ms", Math.multiplyExact(seconds, 1_000L));
    }
    Json lease = here.daemon().post("/v1/leases", request);
    if (json) {
      here.terminal().printJson(lease);
      return ExitCode.DONE;
    }
    here.terminal()
        .print(
            lease.text("id")
                + ": "
                + lease.text("file_path")
                + " is leased to "
                + lease.text("task_id")
                + " to "
                + lease.text("mode")
                + ", "
                + until(lease));
    return ExitCode.DONE;
  }

  static String until(Json lease) {
    return lease.get("expires_at_ms").isNull()
        ? "while it lasts"
        : "until " + Instant.ofEpochSecond(lease.number("expires_at_ms") / 1_000);
  }
}
