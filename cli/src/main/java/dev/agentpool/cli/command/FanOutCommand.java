package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs many tasks at once. */
@CommandLine.Command(
    name = "fan-out",
    description = "Run many tasks and print each one's outcome, in the order of the prompts.",
    footer = {
      "",
      "Example:",
      "  ls src | sed 's/^/review the file src\\//' | agentpool fan-out --settle --prompts-file -"
    })
final class FanOutCommand extends ProjectCommand {
  @Parameters(paramLabel = "PROMPT", arity = "0..*", description = "Prompts.")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--prompts-file",
      paramLabel = "FILE",
      description = "Prompts, one a line (- is standard input).")
  @Nullable String file;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Have at most so many under way.")
  @Nullable Integer concurrency;

  @Option(
      names = "--settle",
      description = "Let all run to their end; else the first failure cancels what waits.")
  boolean settle;

  @Mixin TaskFlags flags = new TaskFlags();

  @Override
  public int run(Surroundings here) {
    List<String> all = allPrompts(here);
    if (concurrency != null && concurrency < 1) {
      throw CliException.usage("--concurrency must be 1 or more, not " + concurrency);
    }
    FanOut fanOut = new FanOut(here, settle, all.size());
    if (concurrency == null || concurrency >= all.size()) {
      fanOut.add(submitPlan(here, all));
    } else {
      submitSome(here, fanOut, all, concurrency);
    }
    fanOut.awaitAll();
    return report(here, all, fanOut.results());
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

  private List<String> submitPlan(Surroundings here, List<String> all) {
    List<JsonObject> tasks = new ArrayList<>();
    for (String prompt : all) {
      tasks.add(flags.request(here, prompt));
    }
    JsonObject plan = Json.object().put("dir", project(here).toString()).put("tasks", tasks);
    plan.putIfThere("idempotency_key", flags.idempotencyKey);
    List<String> ids = new ArrayList<>();
    for (Json id : here.daemon().post("/v1/plans", plan).get("task_ids").items()) {
      ids.add(String.valueOf(id.textOrNull()));
    }
    return ids;
  }

  private void submitSome(Surroundings here, FanOut fanOut, List<String> all, int most) {
    Tasks tasks = new Tasks(here.daemon());
    for (int i = 0; i < all.size() && !fanOut.hasGivenUp(); i++) {
      JsonObject request = flags.request(here, all.get(i)).put("dir", project(here).toString());
      request.putIfThere(
          "idempotency_key", flags.idempotencyKey == null ? null : flags.idempotencyKey + "#" + i);
      fanOut.add(List.of(tasks.submit(request)));
      fanOut.awaitFewerThan(most);
    }
  }

  private int report(Surroundings here, List<String> all, List<Json> results) {
    List<Json> complete = new ArrayList<>(results);
    for (String prompt : all.subList(results.size(), all.size())) {
      complete.add(Json.parse(notSubmitted(prompt).toString()));
    }
    int code = ExitCode.DONE;
    for (Json task : complete) {
      code = Tasks.exitCode(task) == ExitCode.DONE ? code : ExitCode.TASK_FAILED;
    }
    if (json) {
      here.terminal().printJson(Json.object().put("results", complete));
    } else {
      TaskTable.print(here.terminal(), complete);
    }
    return code;
  }

  private static JsonObject notSubmitted(String prompt) {
    return Json.object()
        .put("id", null)
        .put("state", "cancelled")
        .put("prompt", prompt)
        .put("slot_id", null)
        .put("reason", "not submitted: an earlier task failed")
        .put("result", null);
  }
}
