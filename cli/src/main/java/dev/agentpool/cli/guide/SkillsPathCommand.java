package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Says where guidance that ships lies as files. */
@CommandLine.Command(
    name = "skills path",
    description = "Print where the pages that ship lie as files, or where one of them does.",
    footer = {"", "Example:", "  agentpool skills path agentpool"})
final class SkillsPathCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "agentpool, or a page's name.")
  @Nullable String name;

  @Override
  public int run(Surroundings here) {
    Pages pages = new Pages(here);
    List<String> wanted =
        name == null ? pages.all().stream().map(page -> page.text("name")).toList() : List.of(name);
    Path last = pages.folder();
    for (String one : wanted) {
      last = pages.written(pages.named(one));
    }
    Path path = name == null ? pages.folder() : last;
    if (json) {
      JsonObject told = Json.object().putIfThere("name", name);
      here.terminal().printJson(told.put("path", path.toString()));
    } else {
      here.terminal().print(path.toString());
    }
    return ExitCode.DONE;
  }
}
