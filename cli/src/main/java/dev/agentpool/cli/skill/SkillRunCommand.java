package dev.agentpool.cli.skill;

import dev.agentpool.cli.command.ArgumentFlags;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskFlags;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a skill as a task. */
@CommandLine.Command(
    name = "skill run",
    description = "Run a skill as a task.",
    footer = {"", "Example:", "  agentpool skill run code_review target=src/login"})
final class SkillRunCommand extends NamedSkill {
  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Its arguments.")
  List<String> words = new ArrayList<>();

  @Mixin ArgumentFlags arguments = new ArgumentFlags();
  @Mixin TaskFlags flags = new TaskFlags();
  @Mixin TaskStart start = new TaskStart();

  @Override
  public int run(Surroundings here) {
    JsonObject request = flags.choices(here, project(here));
    request.put("arguments", arguments.arguments(here, words));
    return start.run(here, path("/run"), request, json);
  }
}
