package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Copies a built-in skill to the project. */
@CommandLine.Command(
    name = "skill eject",
    description = "Copy a built-in skill to the project, to be changed there.",
    footer = {"", "Example:", "  agentpool skill eject code_review"})
final class SkillEjectCommand extends NamedSkill {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The directory for it, in the project; else .agent-pool/skills.")
  @Nullable String to;

  @Override
  public int run(Surroundings here) {
    Json ejected = here.daemon().post(path("/eject"), request(here).putIfThere("directory", to));
    if (json) {
      here.terminal().printJson(ejected);
      return ExitCode.DONE;
    }
    here.terminal().print(ejected.text("path"));
    if (!ejected.text("hint").isEmpty()) {
      here.terminal().say(ejected.text("hint"));
    }
    return ExitCode.DONE;
  }
}
