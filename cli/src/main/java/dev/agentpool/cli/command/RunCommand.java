package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands in a task, shows what the agent does, and prints the output. */
@CommandLine.Command(
    name = "run",
    description =
        "Run a task: what the agent does goes to standard error, its output to standard output.",
    footer = {
      "",
      "Ctrl-C cancels the task. A daemon that crashes is started again, and the task goes on.",
      "",
      "Example:",
      "  agentpool run --max-budget-usd 0.50 \"explain what this repository does\""
    })
final class RunCommand extends ProjectCommand {
  @Mixin PromptFlags prompts = new PromptFlags();
  @Mixin TaskFlags flags = new TaskFlags();

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show what the agent does.")
  boolean quiet;

  /** The newest text: when nothing follows, it is the output, which is not to be seen twice. */
  private String heldBack = "";

  @Override
  public int run(Surroundings here) {
    Tasks tasks = new Tasks(here.daemon());
    Terminal terminal = here.terminal();
    String id = tasks.submit(flags.request(here, project(here), prompts.prompt(here)));
    Thread canceller = Thread.ofPlatform().name("cancel").unstarted(() -> cancel(here, id));
    Runtime.getRuntime().addShutdownHook(canceller);
    Json task;
    try {
      task = new Activity(here.daemon(), id).follow(true, event -> show(terminal, event));
    } finally {
      removeHook(canceller); // else a failure to follow the task would cancel it
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
    return Tasks.exitCode(task);
  }

  private boolean show(Terminal terminal, ServerEvent event) {
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

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the interrupt came at the same moment: the task has ended, cancelling it changes nothing
    }
  }
}
