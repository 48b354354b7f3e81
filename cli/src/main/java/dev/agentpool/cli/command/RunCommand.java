package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
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

  @Override
  public int run(Surroundings here) {
    Tasks tasks = new Tasks(here.daemon());
    Terminal terminal = here.terminal();
    String id = tasks.submit(flags.request(here, project(here), prompts.prompt(here)));
    Thread canceller =
        Thread.ofPlatform().name("cancel").unstarted(() -> cancel(tasks, terminal, id));
    Runtime.getRuntime().addShutdownHook(canceller);
    Json task = new Activity(here.daemon(), id).follow(true, event -> show(terminal, event));
    removeHook(canceller);
    if (task == null) {
      throw CliException.machine(
          "the daemon stopped telling about " + id + "; see agentpool task " + id);
    }
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
    String line = quiet ? null : Activity.line(event);
    if (line != null && !line.isEmpty()) {
      terminal.say(Activity.colour(event), line);
    }
    return true;
  }

  private static void cancel(Tasks tasks, Terminal terminal, String id) {
    try {
      tasks.cancel(id, "interrupted at the terminal");
      terminal.say("cancelled " + id);
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
