package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a formula. */
@CommandLine.Command(
    name = "formula run",
    description = {
      "Start a formula: each step becomes a mail PREFIX-STEP. Where the pool wants your word on",
      "what the architect dispatches, they wait for that, all as one."
    },
    footer = {
      "",
      "Example:",
      "  agentpool formula run feature login --experts build=auth,ui",
      "  agentpool formula run feature login --experts build=ui --override design=\"Keep it small\""
    })
final class FormulaRunCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The formula.")
  String name = "";

  @Parameters(index = "1", paramLabel = "PREFIX", description = "With which its ids begin.")
  String prefix = "";

  @Option(
      names = "--experts",
      paramLabel = "STEP=NAME[,NAME…]",
      description = "Who does a step of role experts; several work side by side.")
  List<String> experts = List.of();

  @Option(
      names = "--override",
      paramLabel = "STEP=TEXT",
      description = "What a step is to do in place of its description.")
  List<String> overrides = List.of();

  @Override
  public int run(Surroundings here) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    pairs("--experts", experts)
        .forEach((step, names) ->
            named.put(
                step,
                Arrays.stream(names.split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList()));
    Json started =
        here.daemon()
            .post(
                Query.named("/v1/formulas/", "formula", name) + "/run",
                Json.object()
                    .put("dir", project(here).toString())
                    .put("prefix", prefix)
                    .put("experts", named)
                    .put("overrides", pairs("--override", overrides)));
    if (json) {
      here.terminal().printJson(started);
      return ExitCode.DONE;
    }
    for (Json mail : started.get("mail").items()) {
      here.terminal().print(mail.text("id") + " " + mail.text("told"));
    }
    return ExitCode.DONE;
  }

  private static Map<String, String> pairs(String flag, List<String> words) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : new ArrayList<>(words)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw CliException.usage(flag + " is written STEP=…, not \"" + word + "\"");
      }
      if (pairs.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw CliException.usage(
            flag + " names the step \"" + word.substring(0, equals) + "\" twice");
      }
    }
    return pairs;
  }
}
