package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Ends a session. */
@CommandLine.Command(
    name = "terminate",
    description = "End a live session with all its turns; again does nothing.",
    footer = {"", "Example:", "  agentpool terminate ap_0123456789ab --reason \"it is done\""})
final class TerminateCommand extends NamedSession {
  @Option(names = "--dry-run", description = "Say what it would do, and do nothing.")
  boolean dryRun;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
  @Nullable String reason;

  @Override
  public String example() {
    return "agentpool terminate <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    Json ended =
        here.daemon()
            .post(
                path(id, "/terminate"),
                Json.object().putIfThere("reason", reason).put("dry_run", dryRun));
    if (json) {
      here.terminal().printJson(ended);
    } else {
      print(here.terminal(), ended);
    }
    return ExitCode.DONE;
  }

  private void print(Terminal terminal, Json ended) {
    terminal.print("session: " + ended.text("session_id"));
    terminal.print((dryRun ? "would_be: " : "state: ") + ended.text("state"));
    terminal.print("state_before: " + ended.text("current_state"));
    terminal.print("already_terminated: " + (ended.flag("already_terminated") ? "yes" : "no"));
    if (dryRun) {
      terminal.print(
          "would_end_process: " + (ended.flag("would_terminate_runtime") ? "yes" : "no"));
    }
  }
}
