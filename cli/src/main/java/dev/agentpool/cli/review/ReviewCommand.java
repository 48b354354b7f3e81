package dev.agentpool.cli.review;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskTable;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a task did and takes the decision on it. */
@CommandLine.Command(
    name = "review",
    description =
        "Show what a task did and changed, and decide on it; without an id list what waits for review.",
    footer = {
      "",
      "On a terminal the change is shown by AGENTPOOL_PAGER, PAGER or less, and you are asked to decide.",
      "",
      "Example:",
      "  agentpool review task-1a2b",
      "  agentpool review task-1a2b --reject \"the test does not fail without the fix\""
    })
final class ReviewCommand extends ProjectCommand {
  @NamesTask
  @Parameters(paramLabel = "ID", arity = "0..1", description = "The task.")
  @Nullable String id;

  @Option(names = "--approve", description = "Accept the work.")
  boolean approve;

  @Option(
      names = "--reject",
      paramLabel = "FEEDBACK",
      description = "Send the work back; - reads standard input.")
  @Nullable String feedback;

  @Option(
      names = "--escalate",
      paramLabel = "REASON",
      description = "Leave it to a person and say why; it stays pending review.")
  @Nullable String reason;

  @Option(names = "--no-patch", description = "Show which files changed, not how.")
  boolean noPatch;

  @Override
  public int run(Surroundings here) {
    if ((approve ? 1 : 0) + (feedback == null ? 0 : 1) + (reason == null ? 0 : 1) > 1) {
      throw CliException.usage("--approve, --reject and --escalate exclude each other");
    }
    String task = id;
    if (task == null) {
      if (approve || feedback != null || reason != null) {
        throw CliException.usage("say which task: agentpool review ID --approve");
      }
      return list(here);
    }
    Decision decision = new Decision(here, task, json);
    if (approve) {
      return decision.approve();
    }
    if (feedback != null) {
      return decision.reject(feedback.equals("-") ? Inputs.standardInput(here) : feedback);
    }
    if (reason != null) {
      return decision.escalate(reason.equals("-") ? Inputs.standardInput(here) : reason);
    }
    return show(here, task, decision);
  }

  private int list(Surroundings here) {
    Query query = new Query("/v1/tasks").with("dir", project(here)).with("state", "pending_review");
    Json answer = here.daemon().get(query.with("limit", 200).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    List<Json> tasks = answer.get("items").items();
    TaskTable.print(here.terminal(), tasks, "nothing waits for review");
    for (Json task : tasks) {
      Json escalation = task.get("escalation");
      if (!escalation.isNull()) {
        here.terminal()
            .say(
                Colour.YELLOW,
                task.text("id")
                    + " was escalated by "
                    + escalation.text("by")
                    + ": "
                    + escalation.text("why"));
      }
    }
    return ExitCode.DONE;
  }

  private int show(Surroundings here, String task, Decision decision) {
    Json review = here.daemon().get(Query.task(task, "/review"));
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(review);
      return ExitCode.DONE;
    }
    new Pager(here).show(paged -> ReviewText.print(paged, review, !noPatch));
    if (!review.get("task").text("state").equals("pending_review")) {
      return ExitCode.DONE;
    }
    if (terminal.inIsTerminal() && terminal.outIsTerminal()) {
      return decision.ask();
    }
    terminal.say(
        Colour.YELLOW,
        task
            + " waits for review: agentpool review "
            + task
            + " --approve, or --reject \"what to"
            + " change\"");
    return ExitCode.DONE;
  }
}
