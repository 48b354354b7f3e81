package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs steps one after the other. */
@CommandLine.Command(
    name = "chain run",
    description =
        "Run prompts one after the other; {previous_output} in a prompt is what the step before came to.",
    footer = {
      "",
      "Ctrl-C cancels the chain. Also: agentpool chain list|show|result|cancel. A prompt that is one of",
      "these words stands behind --.",
      "",
      "Example:",
      "  agentpool chain \"review src/login\" \"repair what this says: {previous_output}\"",
      "  agentpool chain --step plan=\"plan the change\" --step do=\"do this: {previous_output}\" --on-finish merge"
    })
final class ChainCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "PROMPT",
      arity = "0..*",
      description = "A step each; - reads standard input.")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--step",
      paramLabel = "NAME=PROMPT",
      description = "A step with a name; may be repeated.")
  List<String> steps = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Steps from a JSON, YAML or TOML file (- is standard input).")
  @Nullable String file;

  @Option(
      names = "--isolation",
      paramLabel = "MODE",
      description = "Where all steps work: none, worktree or clone.")
  @Nullable String isolation;

  @Option(
      names = "--on-finish",
      paramLabel = "WHAT",
      description = "What becomes of the work: keep, merge, patch or delete.")
  @Nullable String onFinish;

  @Mixin PlanFlags flags = new PlanFlags();
  @Mixin FollowFlags follow = new FollowFlags();

  @Override
  public int run(Surroundings here) {
    follow.check();
    JsonObject request = Json.object().put("dir", project(here).toString());
    putSteps(here, request);
    flags.into(request).putIfThere("isolation", isolation).putIfThere("on_finish", onFinish);
    String id = here.daemon().post("/v1/chains", request).text("chain_id");
    return follow.end(here, id, json);
  }

  private void putSteps(Surroundings here, JsonObject request) {
    int ways = (prompts.isEmpty() ? 0 : 1) + (steps.isEmpty() ? 0 : 1) + (file == null ? 0 : 1);
    if (ways != 1) {
      throw CliException.usage(
          ways == 0
              ? "a chain needs steps: give prompts, --step NAME=PROMPT, or a file by -f"
              : "give a chain's steps in one way: as prompts, by --step, or by -f");
    }
    if (file != null) {
      StepFile.put(request, file, Inputs.file(here, file));
    } else {
      request.put("steps", prompts.isEmpty() ? named() : unnamed(here));
    }
  }

  private List<JsonObject> unnamed(Surroundings here) {
    List<JsonObject> list = new ArrayList<>();
    boolean read = false;
    for (String prompt : prompts) {
      boolean piped = prompt.equals("-");
      if (piped && read) {
        throw CliException.usage("standard input can be one step only; - is given twice");
      }
      read |= piped;
      list.add(step(null, piped ? Inputs.standardInput(here) : prompt));
    }
    return list;
  }

  private List<JsonObject> named() {
    List<JsonObject> list = new ArrayList<>();
    for (String pair : steps) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CliException.usage("--step takes NAME=PROMPT, not \"" + pair + "\"");
      }
      list.add(step(pair.substring(0, equals).strip(), pair.substring(equals + 1)));
    }
    return list;
  }

  private static JsonObject step(@Nullable String name, String prompt) {
    if (prompt.isBlank()) {
      throw CliException.usage("a step's prompt is empty");
    }
    return Json.object().putIfThere("name", name).put("prompt", prompt);
  }
}
