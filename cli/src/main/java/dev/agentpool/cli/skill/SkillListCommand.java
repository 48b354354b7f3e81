package dev.agentpool.cli.skill;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ArgumentFlags;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists skills. */
@CommandLine.Command(
    name = "skill list",
    description = "List the skills of the project, of yours, and the built-in ones.",
    footer = {"", "Example:", "  agentpool skill list --source project"})
final class SkillListCommand extends ProjectCommand {
  private static final int WORDS = 60;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Only those from builtin, global, project or runtime.")
  @Nullable String source;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Only those for a task, coordinator or chain.")
  @Nullable String scope;

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/skills").with("dir", project(here));
    Json answer = here.daemon().get(query.with("scope", scope).with("source", source).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "SOURCE", "SCOPE", "ARGUMENTS", "WHAT");
    for (Json skill : answer.items()) {
      table.row(
          Colour.PLAIN,
          skill.text("name"),
          skill.text("source"),
          skill.text("scope"),
          ArgumentFlags.names(skill),
          Text.oneLine(skill.text("description"), WORDS));
    }
    table.printOr(here.terminal(), "no skills; agentpool skill add brings some");
    Query wrong = new Query("/v1/skill-diagnostics").with("dir", project(here));
    Diagnostics.say(here.terminal(), here.daemon().get(wrong.toString()).items());
    return ExitCode.DONE;
  }
}
