package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.JsonObject;
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
      "What the agent asks is asked here, when this is a terminal; else see agentpool inbox.",
      "Ctrl-C cancels the task. A daemon that crashes is started again, and the task goes on.",
      "",
      "Example:",
      "  agentpool run --max-budget-usd 0.50 \"explain what this repository does\"",
      "  agentpool run --coordinator --timeout 30m \"triage the open issues, fix the small ones\""
    })
final class RunCommand extends ProjectCommand {
  @Mixin PromptFlags prompts = new PromptFlags();
  @Mixin TaskFlags flags = new TaskFlags();
  @Mixin CoordinatorFlags coordinator = new CoordinatorFlags();

  @Mixin NotifyFlag notices = new NotifyFlag();

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show what the agent does.")
  boolean quiet;

  @Override
  public int run(Surroundings here) {
    if (coordinator.areMeant()) {
      if (notices.notify) {
        throw CliException.usage("--notify is not for --coordinator: agentpool watch --notify is");
      }
      return new Coordination(here, coordinator, quiet)
          .run(project(here), prompts.prompt(here), flags);
    }
    boolean isAttended = !quiet && InPlace.isPossible(here.terminal());
    JsonObject request =
        flags.attended(isAttended).request(here, project(here), prompts.prompt(here));
    return new TaskRun(here, new Tasks(here.daemon()).submit(request), quiet, json)
        .telling(notices.of(here), flags.title)
        .toTheEnd();
  }
}
