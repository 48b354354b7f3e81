package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks under way together. Interrupting this process lets them be and says so; when they are to
 * fail fast, the first failure cancels what has not started.
 */
final class FanOut {
  private final Surroundings here;
  private final Tasks tasks;
  private final boolean failFast;
  private final List<String> ids;
  private final Set<String> unfinished;
  private final @Nullable FanOutView view;
  private boolean givenUp;

  /**
   * The tasks in the order of their prompts; one id may be there twice.
   *
   * @param view that shows them and is started; null where each end is a line
   */
  FanOut(Surroundings here, boolean failFast, List<String> ids, @Nullable FanOutView view) {
    this.here = here;
    this.view = view;
    this.tasks = new Tasks(here.daemon());
    this.failFast = failFast;
    this.ids = List.copyOf(ids);
    this.unfinished = Collections.synchronizedSet(new LinkedHashSet<>(ids));
  }

  void awaitAll() {
    Thread teller = Thread.ofPlatform().name("still-running").unstarted(this::tellWhatGoesOn);
    Runtime.getRuntime().addShutdownHook(teller);
    try {
      while (!unfinished.isEmpty()) {
        for (Json task : tasks.await(open(), "any", null, null).get("tasks").items()) {
          ended(task.text("id"), task.text("state"));
        }
      }
    } finally {
      removeHook(teller);
    }
  }

  private void tellWhatGoesOn() {
    List<String> open = open();
    if (view != null) {
      view.leave();
    }
    if (!open.isEmpty()) {
      String all = String.join(" ", open.stream().map(this::shown).toList());
      here.terminal()
          .say(
              "\n"
                  + Text.count(open.size(), "task")
                  + (open.size() == 1 ? " goes" : " go")
                  + " on; wait for them with: agentpool wait "
                  + all
                  + "\nstop them with: agentpool cancel "
                  + all);
    }
  }

  private String shown(String id) {
    return view == null ? id : view.ids().of(id);
  }

  private List<String> open() {
    synchronized (unfinished) {
      return List.copyOf(unfinished);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the interrupt came at the same moment: what is told then is still true
    }
  }

  /** The tasks as they ended, in the order of their prompts. */
  List<Json> results() {
    List<Json> results = new ArrayList<>();
    for (String id : ids) {
      results.add(tasks.get(id));
    }
    if (view != null) {
      view.ended(results);
    }
    return results;
  }

  private void ended(String id, String state) {
    if (!Tasks.hasEnded(state) || !unfinished.remove(id)) {
      return;
    }
    if (view == null && here.terminal().errIsTerminal()) {
      here.terminal()
          .say(
              Colour.ofState(state),
              id + " " + state + " (" + (ids.size() - unfinished.size()) + "/" + ids.size() + ")");
    }
    if (Tasks.hasFailed(state) && failFast && !givenUp) {
      givenUp = true;
      cancelWhatWaits(id);
    }
  }

  private void tell(String line) {
    if (view == null) {
      here.terminal().say(line);
    } else {
      view.note(line);
    }
  }

  private void cancelWhatWaits(String failed) {
    for (String id : open()) {
      try {
        String state = tasks.get(id).text("state");
        if (state.equals("pending") || state.equals("blocked")) {
          tasks.cancel(id, failed + " failed");
        }
      } catch (CliException e) {
        tell("agentpool: cannot cancel " + shown(id) + ": " + e.getMessage());
      }
    }
  }
}
