package dev.agentpool.cli.control;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration in the control plane's words (spec control-plane 18). */
@CommandLine.Command(
    name = "control config",
    description =
        "Say where your configuration is, print what holds, or check it; with --path a config.yaml"
            + " of a former control plane.",
    footer = {
      "",
      "Example:",
      "  agentpool control config print",
      "  agentpool control config validate --path config.yaml"
    })
final class ControlConfigCommand extends ProjectCommand {
  @Parameters(arity = "1", paramLabel = "ACTION", description = "path, print or validate.")
  String action = "";

  @Option(names = "--path", paramLabel = "FILE", description = "The config.yaml to check.")
  @Nullable String path;

  @Override
  public int run(Surroundings here) {
    return switch (action) {
      case "path" -> path(here);
      case "print" -> print(here);
      case "validate" -> validate(here);
      default ->
          throw CliException.usage(
              "agentpool control config takes path, print or validate, not \"" + action + "\"");
    };
  }

  private int path(Surroundings here) {
    String file = here.daemon().home().root().resolve("config.toml").toString();
    if (json) {
      here.terminal().printJson(Json.object().put("path", file));
    } else {
      here.terminal().print(file);
    }
    return ExitCode.DONE;
  }

  private int print(Surroundings here) {
    Json config = here.daemon().get(new Query("/v1/config").with("dir", project(here)).toString());
    JsonObject merged = Json.object();
    for (Json setting : config.get("settings").items()) {
      Json value = setting.get("value");
      merged.putIfThere(setting.text("key"), value.isNull() ? null : value);
      if (!json && !value.isNull()) {
        here.terminal().print(setting.text("key") + " = " + value);
      }
    }
    if (json) {
      here.terminal().printJson(merged);
    }
    return ExitCode.DONE;
  }

  private int validate(Surroundings here) {
    Json verdict = path == null ? ours(here) : theirs(here, path);
    if (json) {
      here.terminal().printJson(verdict);
    } else {
      for (String list : List.of("errors", "warnings")) {
        Colour colour = list.equals("errors") ? Colour.RED : Colour.YELLOW;
        for (Json line : verdict.get(list).items()) {
          here.terminal().printRow(colour, list.replaceFirst("s$", "") + "  " + line.textOrNull());
        }
      }
      here.terminal().say(verdict.flag("ok") ? "it can be used" : "it cannot be used");
    }
    return verdict.flag("ok") ? ExitCode.DONE : ExitCode.USAGE;
  }

  private Json ours(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/config/validate").with("dir", project(here)).toString());
    List<String> errors = new ArrayList<>();
    for (Json problem : answer.get("problems").items()) {
      errors.add(
          problem.text("file") + ":" + problem.number("line") + ": " + problem.text("message"));
    }
    return Json.parse(
        Json.object()
            .put("ok", answer.flag("ok"))
            .put("errors", errors)
            .put("warnings", List.of())
            .toString());
  }

  private static Json theirs(Surroundings here, String named) {
    String file = here.directory().resolve(named).normalize().toString();
    return here.daemon().post("/v1/import/config", Json.object().put("path", file));
  }
}
