package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;

/**
 * Follows a chain to its end, also across a crash of the daemon, and prints what it came to.
 * Interrupting the process meanwhile cancels the chain.
 */
final class ChainRun {
  private static final int MAX_RECONNECTS = 50;
  private final Surroundings here;
  private final String id;
  private final boolean json;
  private final StepLines lines;
  private String seen = "";
  private boolean ended;

  ChainRun(Surroundings here, String id, boolean quiet, boolean json) {
    this.here = here;
    this.id = id;
    this.json = json;
    this.lines = new StepLines(here.terminal(), quiet);
  }

  /** Returns the exit code. */
  int toTheEnd() {
    Thread canceller = Thread.ofPlatform().name("cancel").unstarted(this::cancel);
    Runtime.getRuntime().addShutdownHook(canceller);
    try {
      follow();
    } finally {
      removeHook(canceller); // else a failure to follow the chain would cancel it
    }
    lines.close();
    return new ChainOutcome(here, id).print(json, lines.isQuiet());
  }

  private void follow() {
    int failures = 0;
    while (!ended) {
      String before = seen;
      try {
        here.daemon().eventsAfter(seen, Query.chain(id, "/stream"), this::accept);
        if (ended || Chains.hasEnded(status())) {
          return;
        }
      } catch (IOException wentAway) {
        // asked again below, which also starts a daemon that crashed
      }
      failures = seen.equals(before) ? failures + 1 : 0;
      if (failures > MAX_RECONNECTS) {
        throw CliException.machine(
            "the daemon goes away again and again; see " + here.daemon().home().log());
      }
      here.daemon().awaitAnother();
    }
  }

  private String status() {
    return here.daemon().get(Query.chain(id, "")).text("status");
  }

  private boolean accept(ServerEvent event) {
    seen = event.mark().isEmpty() ? seen : event.mark();
    ended = event.type().startsWith("chain_");
    if (event.type().equals("error")) {
      String why = Json.parse(event.data()).text("message");
      throw CliException.machine("cannot follow " + id + ": " + why);
    }
    if (!ended) {
      lines.show(event);
    }
    return !ended;
  }

  private void cancel() {
    Terminal terminal = here.terminal();
    try {
      Json cancelled = here.daemon().askRunning("DELETE", Query.chain(id, "?kill=true"), null);
      terminal.say(
          cancelled == null
              ? "no daemon is running: " + id + " was not cancelled"
              : "cancelled " + id);
    } catch (CliException e) {
      terminal.say("agentpool: cannot cancel " + id + ": " + e.getMessage());
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the interrupt came at the same moment: cancelling what has ended changes nothing
    }
  }
}
