package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Lists the guidance that ships. */
@CommandLine.Command(
    name = "skills list",
    description = "List the guidance for agents that ships with agentpool.",
    footer = {"", "Example:", "  agentpool skills list"})
final class SkillsListCommand extends Command {
  @Override
  public int run(Surroundings here) {
    List<JsonObject> skills = new ArrayList<>();
    List<JsonObject> pages = new ArrayList<>();
    Table table = new Table("NAME", "WHAT FOR");
    for (Json page : new Pages(here).all()) {
      String name = Pages.called(page);
      JsonObject told = Json.object().put("name", name);
      if (name.equals(Pages.SKILL)) {
        told.put("aliases", Pages.ALIASES).put("description", page.text("description"));
        skills.add(told.put("full_available", true));
      } else {
        pages.add(told.put("description", page.text("description")));
      }
      table.row(Colour.PLAIN, name, page.text("description"));
    }
    if (json) {
      here.terminal().printJson(Json.object().put("skills", skills).put("pages", pages));
    } else {
      table.print(here.terminal());
      here.terminal().say("agentpool skills get NAME prints one");
    }
    return ExitCode.DONE;
  }
}
