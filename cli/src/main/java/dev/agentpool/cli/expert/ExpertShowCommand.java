package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an expert knows. */
@CommandLine.Command(
    name = "expert show",
    description = {
      "Show what an expert knows: whose each entry is, in how many tasks' prompts it was and how",
      "those ended, what waits for your word, the last changes, and what counting finds."
    },
    footer = {
      "",
      "Confirm or reject what waits, and undo a change, by its number.",
      "",
      "Example:",
      "  agentpool expert show auth"
    })
final class ExpertShowCommand extends ProjectCommand {
  private static final int WORDS = 100;

  @Parameters(index = "0", paramLabel = "NAME", description = "The expert, or a role.")
  String name = "";

  @Option(names = "--limit", paramLabel = "N", description = "So many tasks and changes (20).")
  @Nullable Integer limit;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query(Query.named("/v1/experts/", "expert", name))
            .with("dir", project(here))
            .with("limit", limit);
    Json known = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(known);
    } else {
      print(here.terminal(), known);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json known) {
    terminal.printRow(Colour.BOLD, known.text("name") + "  (" + known.text("kind") + ")");
    entries(terminal, known.get("entries").items());
    waiting(terminal, known.get("waiting").items());
    head(terminal, "tasks that began with it", known.get("tasks").items());
    for (Json task : known.get("tasks").items()) {
      String end = task.text("ended");
      terminal.print(
          "  "
              + task.text("task")
              + "  "
              + (end.isEmpty() ? "not ended" : end)
              + ", "
              + (task.number("entries") == 1 ? "1 entry" : task.number("entries") + " entries")
              + (task.number("left_out") == 0
                  ? ""
                  : ", no room for " + task.number("left_out") + " more"));
    }
    head(terminal, "changes", known.get("changes").items());
    for (Json change : known.get("changes").items()) {
      terminal.print("  " + numbered(change));
    }
    head(terminal, "what counting finds", known.get("findings").items());
    for (Json finding : known.get("findings").items()) {
      terminal.print("  " + finding.textOrNull());
    }
    for (Json problem : known.get("problems").items()) {
      terminal.say(Colour.YELLOW, String.valueOf(problem.textOrNull()));
    }
  }

  private static void head(Terminal terminal, String title, List<Json> items) {
    if (!items.isEmpty()) {
      terminal.print("");
      terminal.printRow(Colour.BOLD, title);
    }
  }

  private static void entries(Terminal terminal, List<Json> entries) {
    String place = "";
    for (Json entry : entries) {
      String here = entry.text("file") + (entry.flag("of_project") ? ", of this project" : "");
      if (!here.equals(place)) {
        terminal.print("");
        terminal.printRow(Colour.BOLD, here);
        place = here;
      }
      terminal.print("  " + Text.oneLine(entry.text("text"), WORDS));
      terminal.printRow(Colour.DIM, "      " + origin(entry) + ", " + use(entry));
    }
    if (entries.isEmpty()) {
      terminal.print("It knows nothing yet.");
    }
  }

  private static String origin(Json entry) {
    String task = entry.text("task");
    return (entry.text("source").equals("found") ? "found there" : entry.text("author"))
        + (task.isEmpty() ? "" : " in " + task)
        + ExpertCommands.at(entry, "at_ms")
        + (entry.text("trust").equals("confirmed") ? ", confirmed" : "")
        + (entry.flag("counts") ? "" : ", counts in no prompt yet");
  }

  private static String use(Json entry) {
    long tasks = entry.number("in_prompts_of");
    return tasks == 0
        ? "in no prompt"
        : "in "
            + Text.count(tasks, "prompt")
            + ": "
            + entry.number("completed")
            + " ended well, "
            + entry.number("failed")
            + " failed";
  }

  private static void waiting(Terminal terminal, List<Json> waiting) {
    if (!waiting.isEmpty()) {
      terminal.print("");
      terminal.printRow(Colour.YELLOW, "waits for your word");
    }
    for (Json wish : waiting) {
      terminal.print("  " + numbered(wish));
      wish.get("adds").items().forEach(line -> terminal.print("      + " + line.textOrNull()));
      wish.get("removes").items().forEach(line -> terminal.print("      - " + line.textOrNull()));
    }
  }

  private static String numbered(Json change) {
    String task = change.text("task");
    return change.number("number")
        + (change.flag("of_project") ? " (--project)" : "")
        + "  "
        + change.text("file")
        + " "
        + change.text("what")
        + (change.text("author").equals("by hand") ? "" : " by " + change.text("author"))
        + (task.isEmpty() ? "" : " in " + task)
        + ExpertCommands.at(change, "at_ms");
  }
}
