package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Takes a skill that was registered at run time away. */
@CommandLine.Command(
    name = "skill remove",
    description = "Take a registered skill away; what it hid is seen again.",
    footer = {"", "Example:", "  agentpool skill remove explain"})
final class SkillRemoveCommand extends NamedSkill {
  @Override
  public int run(Surroundings here) {
    here.daemon().delete(path(here));
    if (json) {
      here.terminal().printJson(Json.object().put("removed", name));
    } else {
      here.terminal().print("removed " + name);
    }
    return ExitCode.DONE;
  }
}
