package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.SettingFlag;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a skill at run time. */
@CommandLine.Command(
    name = "skill add",
    description = "Register a skill with the pool; agentpool skill save makes a file of it.",
    footer = {
      "",
      "Example:",
      "  agentpool skill add explain --required file \"explain {file} to a newcomer\""
    })
final class SkillAddCommand extends NamedSkill {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "Its template; - reads standard input.")
  @Nullable String prompt;

  @Option(
      names = "--prompt-file",
      paramLabel = "FILE",
      description = "Read the template from a file (- is standard input).")
  @Nullable String file;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  String description = "";

  @Option(
      names = "--required",
      paramLabel = "NAME[=TEXT]",
      description = "An argument it needs, and what that is; may be repeated.")
  List<String> required = new ArrayList<>();

  @Option(
      names = "--optional",
      paramLabel = "NAME[=TEXT]",
      description = "An argument it may have; may be repeated.")
  List<String> optional = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Where it is of use: task, coordinator or chain.")
  @Nullable String scope;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of its tasks; the value is JSON or text.")
  List<String> set = new ArrayList<>();

  @Override
  public int run(Surroundings here) {
    JsonObject config = Json.object();
    for (String pair : set) {
      SettingFlag.put(config, pair);
    }
    List<JsonObject> arguments = new ArrayList<>();
    required.forEach(text -> arguments.add(argument(text, true)));
    optional.forEach(text -> arguments.add(argument(text, false)));
    path(""); // a name that is none is refused here
    JsonObject request =
        request(here)
            .put("name", name)
            .put("description", description)
            .put("prompt", template(here))
            .put("arguments", arguments)
            .putIfThere("scope", scope)
            .putIfThere("config", config.isEmpty() ? null : config);
    Json added = here.daemon().post("/v1/skills", request);
    if (json) {
      here.terminal().printJson(added);
    } else {
      boolean replaced = added.flag("overwritten");
      here.terminal().print((replaced ? "replaced " : "added ") + name);
    }
    return ExitCode.DONE;
  }

  private String template(Surroundings here) {
    String given = prompt;
    if ((given == null) == (file == null)) {
      throw CliException.usage(
          given == null
              ? "a prompt is missing: give it as an argument, or by --prompt-file"
              : "the prompt is given twice: as an argument and by --prompt-file");
    }
    String text =
        given == null
            ? Inputs.file(here, String.valueOf(file))
            : given.equals("-") ? Inputs.standardInput(here) : given;
    if (text.isBlank()) {
      throw CliException.usage("the prompt is empty");
    }
    return text;
  }

  private static JsonObject argument(String text, boolean required) {
    int equals = text.indexOf('=');
    return Json.object()
        .put("name", equals < 0 ? text : text.substring(0, equals))
        .put("description", equals < 0 ? "" : text.substring(equals + 1))
        .put("required", required);
  }
}
