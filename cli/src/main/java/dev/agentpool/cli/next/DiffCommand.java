package dev.agentpool.cli.next;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.review.Pager;
import dev.agentpool.cli.review.PatchText;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a task changed. */
@CommandLine.Command(
    name = "diff",
    description = {
      "Print the patch of what a task or chain changed, also once it is merged.",
      "Exit code 3: it has not ended, or its branch is gone."
    },
    footer = {"", "Example:", "  agentpool diff --stat task-1a2b"})
final class DiffCommand extends Command {
  @NamesTask(mail = true)
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Option(names = "--stat", description = "Only which files changed, and how much.")
  boolean stat;

  @Override
  public int run(Surroundings here) {
    Json review = here.daemon().get(Query.task(id, "/review"));
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(review);
      return ExitCode.DONE;
    }
    Json change = review.get("change");
    String patch = change.text("patch");
    if (patch.isBlank()) {
      terminal.say(why(review));
    } else if (stat) {
      terminal.print(change.text("stat").stripTrailing());
    } else if (!terminal.outIsTerminal()) {
      terminal.out().print(patch); // to the letter, as git apply wants it
    } else {
      new Pager(here).show(paged -> PatchText.print(paged, patch));
    }
    return ExitCode.DONE;
  }

  /** Why there is nothing to show, where that is as it should be. */
  private static String why(Json review) {
    Json task = review.get("task");
    String id = task.text("id");
    String problem = review.text("problem");
    if (!problem.isEmpty()) {
      throw refused("no_diff", "the change of " + id + " cannot be shown: " + problem);
    }
    return switch (task.text("state")) {
      case "running" ->
          throw refused(
              "wrong_state",
              id
                  + " is still running: agentpool collect "
                  + id
                  + " makes a diff of what there is so far");
      case "pending", "blocked" ->
          throw refused("wrong_state", id + " has not begun: it changed nothing yet");
      default -> nothing(id, task);
    };
  }

  private static String nothing(String id, Json task) {
    String mode = task.get("result").get("workspace").text("mode");
    if (mode.equals("shared")) {
      return id
          + " worked in the project itself, where its changes stand among yours; agentpool collect "
          + id
          + " makes a diff since it began";
    }
    return task.text("role").equals("step") && !task.text("plan").isEmpty()
        ? id
            + " has no branch of its own; what its plan changed: agentpool diff "
            + task.text("plan")
        : id + " changed nothing";
  }

  private static CliException refused(String code, String message) {
    return new CliException(ExitCode.REFUSED, code, message);
  }
}
