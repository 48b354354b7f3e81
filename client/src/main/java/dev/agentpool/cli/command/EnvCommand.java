package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** The environment that agents are given: its names, how this shell's differs, and renewing it. */
@CommandLine.Command(
    name = "env",
    description =
        "Show by name which variables agents are given and how they differ from this shell's, or"
            + " give them this shell's from the next task on.",
    footer = {"", "Example:", "  agentpool env", "  agentpool env refresh"})
final class EnvCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "show|refresh",
      arity = "0..1",
      defaultValue = "show",
      description = "What to do.")
  String action = "show";

  @Override
  public int run(Surroundings here) {
    boolean refresh = action.equals("refresh");
    if (!refresh && !action.equals("show")) {
      throw CliException.usage("env takes show or refresh, not \"" + action + "\"");
    }
    String project = project(here).toString();
    Json given = here.daemon().get(new Query("/v1/environment").with("dir", project).toString());
    Json differences = differences(here, given, project, refresh);
    if (json) {
      here.terminal().printJson(differences);
      return ExitCode.DONE;
    }
    if (!refresh) {
      here.terminal().print("agents are given: " + String.join(", ", texts(given.get("names"))));
    }
    String said = sentence(differences);
    here.terminal()
        .print(
            said.isEmpty()
                ? "this shell has the same"
                : refresh ? "renewed: " + said : "this shell differs: " + said);
    if (!refresh && !said.isEmpty()) {
      here.terminal().print("agentpool env refresh: gives agents this shell's from now on");
    }
    return ExitCode.DONE;
  }

  /** Only what a pattern names is handed over. */
  static Json differences(Surroundings here, Json given, String project, boolean apply) {
    List<String> patterns = texts(given.get("patterns"));
    JsonObject variables = Json.object();
    for (Map.Entry<String, String> variable : here.environment().entrySet()) {
      if (patterns.stream().anyMatch(pattern -> matches(pattern, variable.getKey()))) {
        variables.put(variable.getKey(), variable.getValue());
      }
    }
    JsonObject request = Json.object().put("dir", project).put("variables", variables);
    return here.daemon().post("/v1/environment", request.put("apply", apply));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }

  /** Names only; empty when nothing differs. */
  static String sentence(Json differences) {
    List<String> parts = new ArrayList<>();
    add(parts, "changed", differences.get("changed"));
    add(parts, "not given yet", differences.get("missing"));
    add(parts, "not in this shell", differences.get("gone"));
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, Json names) {
    List<String> all = texts(names);
    if (!all.isEmpty()) {
      parts.add(what + " " + String.join(", ", all));
    }
  }

  private static List<String> texts(Json array) {
    List<String> texts = new ArrayList<>();
    array.items().forEach(text -> texts.add(String.valueOf(text.textOrNull())));
    return texts;
  }
}
