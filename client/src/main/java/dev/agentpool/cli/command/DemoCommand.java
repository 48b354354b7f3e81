package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Shows a pool at work without any account. Returns 0 only when every task worked and committed.
 */
@CommandLine.Command(
    name = "demo",
    description =
        "See a pool at work on a scratch git repository, with a scripted agent: no account, no"
            + " model, no cost.",
    footer = {"", "Example:", "  agentpool demo"})
final class DemoCommand extends Command {
  @Override
  public int run(Surroundings here) {
    Terminal terminal = here.terminal();
    terminal.say(
        Colour.BOLD,
        "This demo uses a scripted agent: a small program that plays a model. Nothing here is");
    terminal.say(Colour.BOLD, "thought up by an AI, and the money below is play money.");
    Path directory = DemoRepository.create().directory();
    terminal.say("A scratch git repository with a pool of 4 slots: " + directory);
    boolean started = here.daemon().ensureRunning();
    terminal.say(
        started ? "Started the daemon." : "Your daemon runs already and takes the pool in.");
    terminal.say("");

    DemoPlan plan = new DemoPlan();
    List<String> ids = new ArrayList<>();
    Map<String, String> titles = new HashMap<>();
    for (Json id :
        here.daemon().post("/v1/plans", plan.request(directory)).get("task_ids").items()) {
      titles.put(String.valueOf(id.textOrNull()), plan.titles().get(ids.size()));
      ids.add(String.valueOf(id.textOrNull()));
    }
    DemoProgress progress = new DemoProgress(terminal, titles);
    progress.start(here.daemon(), directory);
    Tasks tasks = new Tasks(here.daemon());
    tasks.await(ids, "all", null, null);
    progress.awaitLastLines();
    List<Json> ended = new ArrayList<>();
    for (String id : ids) {
      ended.add(tasks.get(id));
    }
    return report(here, directory, plan.titles(), ended);
  }

  private int report(Surroundings here, Path directory, List<String> titles, List<Json> tasks) {
    boolean allWorked = true;
    long cost = 0;
    for (Json task : tasks) {
      allWorked &= task.text("state").equals("completed") && commits(task) > 0;
      cost += task.number("cost_microdollars");
    }
    if (json) {
      here.terminal()
          .printJson(
              Json.object()
                  .put("dir", directory.toString())
                  .put("ok", allWorked)
                  .put("cost_microdollars", cost)
                  .put("results", tasks));
    } else {
      print(here, directory, titles, tasks, cost);
    }
    return allWorked ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }

  private static void print(
      Surroundings here, Path directory, List<String> titles, List<Json> tasks, long cost) {
    Terminal terminal = here.terminal();
    terminal.print("");
    Table table = new Table("TASK", "ID", "STATE", "TRIES", "COST", "COMMITS", "BRANCH");
    for (int i = 0; i < tasks.size(); i++) {
      Json task = tasks.get(i);
      String state = task.text("state");
      String branch = task.get("result").get("workspace").text("branch");
      table.row(
          Colour.ofState(state),
          titles.get(i),
          task.text("id"),
          state,
          Long.toString(task.number("attempts")),
          Price.of(task),
          Long.toString(commits(task)),
          branch.isEmpty() ? "-" : branch);
    }
    table.print(terminal);
    for (int i = 0; i < tasks.size(); i++) {
      if (Tasks.hasFailed(tasks.get(i).text("state"))) {
        terminal.printRow(Colour.RED, titles.get(i) + ": " + Tasks.why(tasks.get(i)));
      }
    }
    terminal.print("");
    terminal.print(
        "Money     " + Text.usd(cost) + " of play money in " + Text.count(tasks.size(), "task"));
    terminal.print("Commits   git -C " + directory + " log --oneline --all --graph");
    terminal.print("Details   agentpool logs " + tasks.get(tasks.size() - 1).text("id"));
    terminal.print("Ledger    " + here.daemon().home().state());
    terminal.print("");
    terminal.print("With a real agent, in a git repository of yours:");
    terminal.print("  agentpool init");
    terminal.print("  agentpool doctor");
    terminal.print("  agentpool budget set --day-usd 2");
    terminal.print("  agentpool run \"find a bug in this project and fix it\"");
  }

  private static long commits(Json task) {
    return task.get("result").get("workspace").number("commits");
  }
}
