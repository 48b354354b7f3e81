package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints guidance that ships. */
@CommandLine.Command(
    name = "skills get",
    description = "Print the skill for agents, or another page that ships.",
    footer = {
      "",
      "Example:",
      "  agentpool skills get agentpool --full",
      "  agentpool skills get setup-codex"
    })
final class SkillsGetCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "agentpool, or a page's name.")
  @Nullable String name;

  @Option(names = "--full", description = "With the quickstart and the examples behind it.")
  boolean full;

  @Option(names = "--all", description = "Every skill there is.")
  boolean all;

  @Override
  public int run(Surroundings here) {
    if ((name == null) == !all) {
      throw new CliException(
          ExitCode.USAGE, "invalid_request", "name one skill, as agentpool, or say --all");
    }
    Pages pages = new Pages(here);
    Json page = pages.named(name == null ? Pages.SKILL : name);
    boolean isSkill = Pages.called(page).equals(Pages.SKILL);
    String text = page.text("text");
    if (full && isSkill) {
      text = whole(pages, text);
    }
    if (!json) {
      here.terminal().print(text.stripTrailing());
      return ExitCode.DONE;
    }
    JsonObject told =
        Json.object()
            .put("name", Pages.called(page))
            .put("aliases", isSkill ? Pages.ALIASES : List.of())
            .put("description", page.text("description"))
            .put("full_available", isSkill)
            .put("full", full && isSkill)
            .put("path", pages.written(page).toString())
            .put("text", text);
    here.terminal().printJson(Json.object().put("skills", List.of(told)));
    return ExitCode.DONE;
  }

  private static String whole(Pages pages, String skill) {
    return skill.stripTrailing()
        + reference("Quickstart", pages.named("quickstart"))
        + reference("Examples", pages.named("examples"));
  }

  /** A page under another title. */
  private static String reference(String title, Json page) {
    String text = page.text("text");
    String rest = text.contains("\n") ? text.substring(text.indexOf('\n')).strip() : "";
    return "\n\n# Reference: " + title + "\n\n" + rest + "\n";
  }
}
