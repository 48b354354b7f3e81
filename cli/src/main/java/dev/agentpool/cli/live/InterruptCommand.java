package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Ends a session's turn. */
@CommandLine.Command(
    name = "interrupt",
    description = "End the turn of a live session, and not the session.",
    footer = {"", "Example:", "  agentpool interrupt ap_0123456789ab"})
final class InterruptCommand extends NamedSession {
  @Option(names = "--dry-run", description = "Say what it would do, and do nothing.")
  boolean dryRun;

  @Override
  public String example() {
    return "agentpool interrupt <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    if (dryRun) {
      Json session = session(here, id);
      boolean runs =
          session.text("ended_at").isEmpty()
              && List.of("running", "pending", "blocked").contains(session.text("turn_state"));
      JsonObject told =
          Json.object()
              .put("ok", true)
              .put("session_id", id)
              .put("dry_run", true)
              .put("would_interrupt", runs);
      if (json) {
        here.terminal().printJson(told);
      } else {
        here.terminal().print("session: " + id);
        here.terminal().print("would_interrupt: " + (runs ? "yes" : "no"));
      }
      return ExitCode.DONE;
    }
    Json after = here.daemon().post(path(id, "/interrupt"), Json.object());
    if (json) {
      here.terminal().printJson(after);
    } else {
      here.terminal().print("session: " + after.text("session_id"));
      here.terminal().print("state: " + after.text("state"));
    }
    return ExitCode.DONE;
  }
}
