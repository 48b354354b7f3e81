package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;

/** Shows a skill. */
@CommandLine.Command(
    name = "skill show",
    description = "Show a skill: its arguments, settings and prompt.",
    footer = {"", "Example:", "  agentpool skill show code_review"})
final class SkillShowCommand extends NamedSkill {
  @Override
  public int run(Surroundings here) {
    Json skill = here.daemon().get(path(here));
    if (json) {
      here.terminal().printJson(skill);
    } else {
      print(here.terminal(), skill);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, Json skill) {
    terminal.printRow(
        Colour.BOLD,
        skill.text("name") + "  (" + skill.text("source") + ", " + skill.text("scope") + ")");
    terminal.print(skill.text("description"));
    if (!skill.text("dir").isEmpty()) {
      terminal.print("in " + skill.text("dir"));
    }
    for (Json argument : skill.get("arguments").items()) {
      terminal.print(
          "argument "
              + argument.text("name")
              + (argument.flag("required") ? " (required) " : " (optional) ")
              + argument.text("description"));
    }
    Json config = skill.get("config");
    if (config.value() instanceof Map<?, ?> map && !map.isEmpty()) {
      terminal.print("settings " + config);
    }
    terminal.print("");
    terminal.print(skill.text("prompt"));
  }
}
