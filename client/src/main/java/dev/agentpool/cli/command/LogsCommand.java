package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a task's agent did. */
@CommandLine.Command(
    name = "logs",
    description = "Show what the agent of a task did, or those of a chain's steps.",
    footer = {"", "Example:", "  agentpool logs --follow task-1a2b"})
final class LogsCommand extends Command {
  @NamesTask(mail = true)
  @Parameters(
      paramLabel = "ID",
      description = "The task, or the chain: then its steps one after another.")
  String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the task has ended.")
  boolean follow;

  @Option(
      names = "--no-follow",
      description = "Only what there is; else a terminal follows what has not ended.")
  boolean noFollow;

  @Override
  public int run(Surroundings here) {
    Tasks tasks = new Tasks(here.daemon());
    if (follow && noFollow) {
      throw CliException.usage("--follow and --no-follow exclude each other");
    }
    Json asked = tasks.get(id);
    follow |= here.terminal().outIsTerminal() && !noFollow && !Tasks.hasEnded(asked.text("state"));
    if (!PlanOutcome.isPlan(asked)) {
      new Standing(here).sayWhy(asked);
      logs(here, id);
      return ExitCode.DONE;
    }
    for (Json awaited : asked.get("after").items()) {
      if (here.terminal().outIsBroken()) {
        break;
      }
      Json step = tasks.get(String.valueOf(awaited.textOrNull()));
      if (step.text("role").equals("step")) {
        String task = step.text("id");
        String state = Tasks.stepState(step);
        if (!json) {
          String mark = Mark.of(state, true);
          here.terminal()
              .printRow(Colour.BOLD, mark + " " + step.text("step") + "  " + task + "  " + state);
        }
        if (!state.equals("skipped")) {
          logs(here, task);
        }
      }
    }
    return ExitCode.DONE;
  }

  private void logs(Surroundings here, String task) {
    new Activity(here.daemon(), task).follow(follow, event -> show(here.terminal(), task, event));
  }

  private boolean show(Terminal terminal, String task, ServerEvent event) {
    if (json) {
      terminal.printJson(
          Json.object()
              .put("task_id", task)
              .put("id", event.id())
              .put("type", event.type())
              .put("data", Json.parse(event.data())));
    } else {
      String line = Activity.wholeLine(event);
      if (line != null && !line.isEmpty()) {
        int hang = event.type().equals("text") ? 0 : 2;
        terminal.printWrapped(Activity.colour(event), hang, line);
      }
    }
    return !terminal.outIsBroken();
  }
}
