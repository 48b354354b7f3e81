package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs many tasks at once. */
@CommandLine.Command(
    name = "fan-out",
    description = "Run many tasks and print each one's whole answer, in the order of the prompts.",
    footer = {
      "",
      "The ids are told at once, on standard error; on a terminal each task has a line that says what"
          + " its",
      "agent does, until it ends. The tasks are independent: one that fails keeps no other from"
          + " running,",
      "and Ctrl-C leaves them running; it says how to stop them.",
      "",
      "Example:",
      "  ls src | sed 's/^/review the file src\\//' | agentpool fan-out --prompts-file -"
    })
final class FanOutCommand extends ProjectCommand {
  private static final int WORDS = 60;
  private static final int LONGEST_TITLE = 200;

  @Parameters(paramLabel = "PROMPT", arity = "0..*", description = "Prompts.")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--prompts-file",
      paramLabel = "FILE",
      description = "Prompts, one a line (- is standard input).")
  @Nullable String file;

  @Option(names = "--concurrency", paramLabel = "N", description = "Run at most so many at a time.")
  @Nullable Integer concurrency;

  @Option(names = "--settle", description = "Let all run to their end (as without a flag).")
  boolean settle;

  @Option(names = "--fail-fast", description = "The first failure cancels what has not begun.")
  boolean failFast;

  @Mixin TaskFlags flags = new TaskFlags();

  @Override
  public int run(Surroundings here) {
    List<String> all = allPrompts(here);
    if (concurrency != null && concurrency < 1) {
      throw CliException.usage("--concurrency must be 1 or more, not " + concurrency);
    }
    if (settle && failFast) {
      throw CliException.usage("--settle and --fail-fast exclude each other");
    }
    List<String> ids = submit(here, all);
    FanOutView view = null;
    if (!json && FanOutView.isPossible(here)) {
      view = view(here, all, ids);
    } else {
      for (int i = 0; i < ids.size(); i++) {
        here.terminal().say(ids.get(i) + "  " + Text.oneLine(all.get(i), WORDS));
      }
    }
    FanOut fanOut = new FanOut(here, failFast, ids, view);
    try {
      fanOut.awaitAll();
      return report(here, all, ids, fanOut.results());
    } finally {
      if (view != null) {
        view.leave();
      }
    }
  }

  private FanOutView view(Surroundings here, List<String> all, List<String> ids) {
    Map<String, String> titles = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      titles.put(ids.get(i), Text.oneLine(all.get(i), LONGEST_TITLE));
    }
    FanOutView view = new FanOutView(here, titles);
    view.start(new Query("/v1/journal").with("dir", project(here)).with("follow", true).toString());
    return view;
  }

  private List<String> allPrompts(Surroundings here) {
    List<String> all = new ArrayList<>(prompts);
    if (file != null) {
      for (String line : Inputs.file(here, file).split("\n", -1)) {
        if (!line.isBlank()) {
          all.add(line.strip());
        }
      }
    }
    for (String prompt : all) {
      if (prompt.isBlank()) {
        throw CliException.usage("a prompt is empty");
      }
    }
    if (all.isEmpty()) {
      throw CliException.usage("prompts are missing: give them as arguments or by --prompts-file");
    }
    return all;
  }

  /** All at once: how many run at a time is the daemon's to see to, also when this process ends. */
  private List<String> submit(Surroundings here, List<String> all) {
    JsonObject request = flags.choices(here, project(here)).put("prompts", all);
    request.putIfThere("concurrency", concurrency).put("wait", false);
    return here.daemon().post("/v1/tasks/fan-out", request).get("task_ids").texts();
  }

  private int report(Surroundings here, List<String> all, List<String> ids, List<Json> results) {
    int code = ExitCode.DONE;
    for (Json task : results) {
      code = Tasks.exitCode(task) == ExitCode.DONE ? code : ExitCode.TASK_FAILED;
    }
    if (json) {
      here.terminal().printJson(Json.object().put("results", results));
    } else {
      ShownIds shown = ShownIds.on(here.terminal(), ids);
      for (int i = 0; i < results.size(); i++) {
        answer(here.terminal(), all.get(i), shown, results.get(i));
      }
    }
    return code;
  }

  /** The whole of it, under a heading that says what was asked. */
  private static void answer(Terminal terminal, String prompt, ShownIds ids, Json task) {
    terminal.printRow(
        Colour.BOLD, "── " + Text.oneLine(prompt, WORDS) + " ── " + Outcome.summary(task, ids));
    Json structured = task.get("result").get("structured_output");
    String output = structured.isNull() ? task.text("output") : structured.toString();
    String why = Tasks.hasFailed(task.text("state")) ? Tasks.why(task) : "";
    if (!output.isBlank()) {
      terminal.print(output.stripTrailing());
    }
    if (!why.isEmpty() && (output.isBlank() || !why.contains(output.strip()))) {
      terminal.print(why);
    }
    terminal.print("");
  }
}
