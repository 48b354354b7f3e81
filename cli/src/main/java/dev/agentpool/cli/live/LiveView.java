package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.command.Activity;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;

/** Follows what a session's agent says, turn after turn, until the session has ended. */
final class LiveView {
  /** Level-triggered: a turn that began and ended meanwhile is seen by its task. */
  private static final double LOOK = 5;

  private final Surroundings here;
  private final String id;

  LiveView(Surroundings here, String id) {
    this.here = here;
    this.id = id;
  }

  int follow() {
    Terminal terminal = here.terminal();
    String last = "";
    while (!terminal.outIsBroken()) {
      Json session = LiveCommand.session(here, id);
      String turn = session.text("turn");
      if (!turn.equals(last)) {
        last = turn;
        terminal.printRow(Colour.BOLD, "▸ " + id + "  " + turn);
        new Activity(here.daemon(), turn).follow(true, this::show);
      } else if (!session.text("ended_at").isEmpty()) {
        terminal.printRow(Colour.DIM, "· " + session.text("state") + " " + session.text("reason"));
        return ExitCode.DONE;
      } else {
        terminal.flush();
        awaitNext();
      }
    }
    return ExitCode.DONE;
  }

  private void awaitNext() {
    String path =
        new Query(LiveCommand.path(id, "/observation"))
            .with("wait_for", "starting,running,awaiting_user_input,awaiting_approval")
            .with("timeout_seconds", LOOK)
            .toString();
    here.daemon().getUnhurried(() -> path);
  }

  private boolean show(ServerEvent event) {
    String line = Activity.line(event);
    if (line != null && !line.isEmpty()) {
      here.terminal().printRow(Activity.colour(event), line);
      here.terminal().flush();
    }
    return !here.terminal().outIsBroken();
  }
}
