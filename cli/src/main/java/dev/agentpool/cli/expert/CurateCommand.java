package dev.agentpool.cli.expert;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after what experts know. */
@CommandLine.Command(
    name = "curate",
    description = {
      "Tell what counting finds in what experts know, take out what their identities say already,",
      "and ask the researcher to look after the rest: that is a task, and costs money."
    },
    footer = {
      "",
      "Example:",
      "  agentpool curate --dry-run",
      "  agentpool curate auth",
    })
final class CurateCommand extends ProjectCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "This expert alone; all of them when absent.")
  @Nullable String name;

  @Option(names = "--dry-run", description = "Only tell: change nothing, ask nobody.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    Json curated =
        here.daemon()
            .post(
                "/v1/curation",
                Json.object()
                    .put("dir", project(here).toString())
                    .putIfThere("expert", name)
                    .put("dry_run", dryRun));
    if (json) {
      here.terminal().printJson(curated);
      return ExitCode.DONE;
    }
    for (Json expert : curated.get("experts").items()) {
      here.terminal()
          .printRow(
              Colour.BOLD,
              expert.text("name")
                  + (expert.flag("shared") ? " (shared)" : "")
                  + "  state "
                  + Text.count(expert.number("state_bytes"), "byte")
                  + ", "
                  + Text.count(expert.number("logs"), "log"));
      for (Json finding : expert.get("findings").items()) {
        here.terminal().print("  " + finding.textOrNull());
      }
      if (expert.get("findings").items().isEmpty()) {
        here.terminal().print("  counting finds nothing");
      }
    }
    for (Json done : curated.get("tidied").items()) {
      here.terminal().print(String.valueOf(done.textOrNull()));
    }
    String mail = curated.text("mail_id");
    here.terminal()
        .print(
            mail.isEmpty()
                ? "nobody was asked"
                : "asked the researcher: " + mail + " " + curated.text("told"));
    return ExitCode.DONE;
  }
}
