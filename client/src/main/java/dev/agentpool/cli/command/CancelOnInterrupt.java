package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;

/** While it is open, interrupting this process cancels a task. Closing it lets the task be. */
final class CancelOnInterrupt implements AutoCloseable {
  private final Thread canceller;

  CancelOnInterrupt(Surroundings here, String id) {
    canceller = Thread.ofPlatform().name("cancel").unstarted(() -> cancel(here, id));
    Runtime.getRuntime().addShutdownHook(canceller);
  }

  private static void cancel(Surroundings here, String id) {
    Terminal terminal = here.terminal();
    try {
      JsonObject why = Json.object().put("why", "interrupted at the terminal");
      Json cancelled = here.daemon().askRunning("POST", Query.task(id, "/cancel"), why);
      terminal.say(
          cancelled == null
              ? "no daemon is running: " + id + " was not cancelled"
              : "cancelled " + id);
    } catch (CliException e) {
      terminal.say("agentpool: cannot cancel " + id + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(canceller);
    } catch (IllegalStateException ending) {
      // the interrupt came at the same moment: the task has ended, cancelling it changes nothing
    }
  }
}
