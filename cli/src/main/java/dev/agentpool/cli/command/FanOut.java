package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tasks under way together. Unless all are to settle, the first failure cancels what has not
 * started.
 */
final class FanOut {
  private final Surroundings here;
  private final Tasks tasks;
  private final boolean settle;
  private final List<String> ids;
  private final Set<String> unfinished;
  private boolean givenUp;

  /** The tasks in the order of their prompts; one id may be there twice. */
  FanOut(Surroundings here, boolean settle, List<String> ids) {
    this.here = here;
    this.tasks = new Tasks(here.daemon());
    this.settle = settle;
    this.ids = List.copyOf(ids);
    this.unfinished = new LinkedHashSet<>(ids);
  }

  void awaitAll() {
    while (!unfinished.isEmpty()) {
      for (Json task :
          tasks.await(new ArrayList<>(unfinished), "any", null, null).get("tasks").items()) {
        ended(task.text("id"), task.text("state"));
      }
    }
  }

  /** The tasks as they ended, in the order of their prompts. */
  List<Json> results() {
    List<Json> results = new ArrayList<>();
    for (String id : ids) {
      results.add(tasks.get(id));
    }
    return results;
  }

  private void ended(String id, String state) {
    if (!Tasks.hasEnded(state) || !unfinished.remove(id)) {
      return;
    }
    if (here.terminal().errIsTerminal()) {
      here.terminal()
          .say(
              Colour.ofState(state),
              id + " " + state + " (" + (ids.size() - unfinished.size()) + "/" + ids.size() + ")");
    }
    if (Tasks.hasFailed(state) && !settle && !givenUp) {
      givenUp = true;
      cancelWhatWaits(id);
    }
  }

  private void cancelWhatWaits(String failed) {
    for (String id : unfinished) {
      try {
        String state = tasks.get(id).text("state");
        if (state.equals("pending") || state.equals("blocked")) {
          tasks.cancel(id, failed + " failed");
        }
      } catch (CliException e) {
        here.terminal().say("agentpool: cannot cancel " + id + ": " + e.getMessage());
      }
    }
  }
}
