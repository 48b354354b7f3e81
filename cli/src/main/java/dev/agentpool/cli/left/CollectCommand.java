package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Collects what a task left until now. */
@CommandLine.Command(
    name = "collect",
    description =
        "Bring up to date what a task left until now, and a diff that git apply reproduces; also"
            + " while it works.",
    footer = {"", "Example:", "  agentpool collect --detail excerpt task-4fd0c6b7c54e4cc4"})
final class CollectCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task, or the live session.")
  String id = "";

  @Option(
      names = "--detail",
      paramLabel = "HOW",
      description = "How much of what its agent said: summary (none), excerpt or full.")
  String detail = "";

  @Option(names = "--no-diff", description = "Without the diff, which may take half a minute.")
  boolean noDiff;

  @Option(names = "--no-transcript", description = "Do not list the transcript.")
  boolean noTranscript;

  @Override
  public String example() {
    return "agentpool collect <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    JsonObject request =
        Json.object().put("include_diff", !noDiff).put("include_transcript", !noTranscript);
    request.putIfThere("detail", detail.isEmpty() ? null : detail);
    Json collected = here.daemon().post(LeftCommands.path(id, "/collect"), request);
    if (json) {
      here.terminal().printJson(collected);
      return ExitCode.DONE;
    }
    here.terminal().print("session: " + collected.text("session_id"));
    here.terminal().print("state: " + collected.text("state"));
    here.terminal().print("artifact_dir: " + collected.text("artifact_dir"));
    for (Json artifact : collected.get("artifacts").items()) {
      here.terminal().print(artifact.text("kind") + ": " + artifact.text("path"));
    }
    for (Json file : collected.get("git").get("changed_files").items()) {
      here.terminal().print("changed: " + file.textOrNull());
    }
    for (Json warning : collected.get("warnings").items()) {
      here.terminal().say("warning: " + warning.text("message"));
    }
    Json output = collected.get("worker_output");
    if (output.flag("included")) {
      here.terminal().print(output.text("text"));
    }
    return ExitCode.DONE;
  }
}
