package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Lists what a task left. */
@CommandLine.Command(
    name = "artifacts",
    description = "List what a task left: transcript, events, result, diff; with their digests.",
    footer = {"", "Example:", "  agentpool artifacts task-4fd0c6b7c54e4cc4"})
final class ArtifactsCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task, or the live session.")
  String id = "";

  @Override
  public String example() {
    return "agentpool artifacts <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    Json manifest = here.daemon().get(LeftCommands.path(id, ""));
    if (json) {
      here.terminal().printJson(manifest);
      return ExitCode.DONE;
    }
    here.terminal().print("artifact_dir: " + manifest.text("artifact_dir"));
    Table table = new Table("KIND", "PATH", "SHA-256");
    boolean isEmpty = true;
    for (Json file : manifest.get("files").items()) {
      if (file.flag("exists")) {
        isEmpty = false;
        table.row(Colour.PLAIN, file.text("kind"), file.text("path"), file.text("sha256"));
      }
    }
    if (isEmpty) {
      here.terminal().print("files: none");
    } else {
      table.print(here.terminal());
    }
    return ExitCode.DONE;
  }
}
