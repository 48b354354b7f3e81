package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Follows a task to its end: what its agent does goes to standard error, its output to standard
 * output. Interrupting the process meanwhile cancels the task.
 */
public final class TaskRun {
  private final Surroundings here;
  private final String id;
  private final boolean quiet;
  private final boolean json;

  private final @Nullable InPlace inPlace;

  private @Nullable Notices notices;
  private String called = "";

  /** The newest text: when nothing follows, it is the output, which is not to be seen twice. */
  private String heldBack = "";

  public TaskRun(Surroundings here, String id, boolean quiet, boolean json) {
    this.inPlace = quiet || !InPlace.isPossible(here.terminal()) ? null : new InPlace(here);
    this.here = here;
    this.id = Query.checkedId(id);
    this.quiet = quiet;
    this.json = json;
  }

  /**
   * Who looks elsewhere is told what waits, and how it ended.
   *
   * @param others null for nobody
   * @param name what the person called the task; null for nothing
   */
  TaskRun telling(@Nullable Notices others, @Nullable String name) {
    notices = others;
    called = name == null ? "" : name;
    return this;
  }

  /** Returns the exit code. */
  public int toTheEnd() {
    Terminal terminal = here.terminal();
    Json task;
    try (Standing.Watch _ =
            quiet && notices == null
                ? Standing.Watch.NONE
                : new Standing(here).watch(id, this::waits);
        CancelOnInterrupt _ = new CancelOnInterrupt(here, id)) {
      task = new Activity(here.daemon(), id).follow(true, event -> show(terminal, event));
    }
    if (task == null) {
      throw CliException.machine(
          "the daemon stopped telling about " + id + "; see agentpool task " + id);
    }
    sayHeldBack(terminal, task);
    if (json) {
      terminal.printJson(task);
    } else {
      Outcome.print(terminal, task);
    }
    if (!quiet) {
      terminal.say(Outcome.summary(task));
    }
    if (notices != null) {
      notices.ended(task, called);
    }
    return Tasks.exitCode(task);
  }

  /** What its pool asks is asked here, while the task waits for the answer. */
  private void waits(Json task) {
    if ((inPlace == null && notices == null) || !task.text("reason").startsWith("waits for ")) {
      return;
    }
    for (Json question : here.daemon().get("/v1/inbox").get("questions").items()) {
      if (question.text("kind").equals("money")
          && question.text("pool").equals(task.text("pool"))) {
        if (notices != null) {
          notices.asked(question.text("id"), question.text("title"));
        }
        if (inPlace != null) {
          inPlace.poolAsks(question);
        }
      }
    }
  }

  private boolean show(Terminal terminal, ServerEvent event) {
    if (notices != null && event.type().equals("question")) {
      Json question = Json.parse(event.data());
      if (question.text("state").equals("open")) {
        notices.asked(question.text("question_id"), question.text("title"));
      }
    }
    if (inPlace != null && event.type().equals("question")) {
      Json question = Json.parse(event.data());
      if (question.text("state").equals("open")) {
        inPlace.asked(question);
        return true;
      }
      inPlace.answered(question);
    }
    String line = quiet || isEnd(event) ? null : Activity.line(event);
    if (line != null && !line.isEmpty()) {
      if (!heldBack.isEmpty()) {
        terminal.say(heldBack);
        heldBack = "";
      }
      if (event.type().equals("text")) {
        heldBack = line;
      } else {
        terminal.say(Activity.colour(event), line);
      }
    }
    return true;
  }

  /** What the last line says anyway. */
  private static boolean isEnd(ServerEvent event) {
    return event.type().equals("state") && Tasks.hasEnded(Json.parse(event.data()).text("state"));
  }

  private void sayHeldBack(Terminal terminal, Json task) {
    boolean isOutput = heldBack.strip().equals(task.get("result").text("output").strip());
    if (!heldBack.isEmpty() && (json || !isOutput)) {
      terminal.say(heldBack);
    }
  }
}
