package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Changes the number of slots. */
@CommandLine.Command(
    name = "scale",
    description =
        "Change the number of slots: idle ones leave first, a busy one finishes its task. Exit code 3:"
            + " beyond the pool's limits.",
    footer = {"", "Example:", "  agentpool scale 4", "  agentpool scale +2"})
final class ScaleCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "N|+N|-N",
      description = "How many there shall be, or how many more or fewer.")
  String change = "";

  /** Behind -- where it is no option: {@code -1} would be one. */
  @Override
  public String[] arranged(String... arguments) {
    List<String> others = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (String argument : arguments) {
      (argument.matches("-[0-9]+") ? changes : others).add(argument);
    }
    if (!changes.isEmpty() && !others.contains("--")) {
      others.add("--");
    }
    others.addAll(changes);
    return others.toArray(new String[0]);
  }

  @Override
  public int run(Surroundings here) {
    boolean relative = change.startsWith("+") || change.startsWith("-");
    String digits = relative ? change.substring(1) : change;
    if (!digits.matches("[0-9]{1,6}")) {
      throw CliException.usage("scale takes 4, +1 or -1, not \"" + change + "\"");
    }
    int number = Integer.parseInt(digits);
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.put(relative ? "delta" : "target", change.startsWith("-") ? -number : number);
    Json answer = here.daemon().post("/v1/pool/scale", request);
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal()
          .print(
              Text.count(answer.number("current_slots"), "slot")
                  + ", before "
                  + answer.number("previous_slots"));
    }
    return ExitCode.DONE;
  }
}
