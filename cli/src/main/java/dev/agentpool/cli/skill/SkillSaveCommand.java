package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Writes a skill to a file. */
@CommandLine.Command(
    name = "skill save",
    description = "Write a skill to the project as NAME/SKILL.md.",
    footer = {"", "Example:", "  agentpool skill save explain"})
final class SkillSaveCommand extends NamedSkill {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The directory for it, in the project; else .agent-pool/skills.")
  @Nullable String to;

  @Override
  public int run(Surroundings here) {
    Json saved = here.daemon().post(path("/save"), request(here).putIfThere("directory", to));
    if (json) {
      here.terminal().printJson(saved);
    } else {
      here.terminal().print(saved.text("path"));
    }
    return ExitCode.DONE;
  }
}
