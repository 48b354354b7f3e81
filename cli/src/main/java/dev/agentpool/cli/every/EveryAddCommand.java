package dev.agentpool.cli.every;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.PromptFlags;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.TaskFlags;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a task done again and again. */
@CommandLine.Command(
    name = "every add",
    description = "Have a task done again and again; the word add may be left out.",
    footer = {
      "",
      "CRON is minute, hour, day of the month, month and day of the week, in quotes, or @hourly,",
      "@daily, @weekly, @monthly, @yearly.",
      "",
      "Example:",
      "  agentpool every \"0 2 * * *\" --name nightly \"run the slow tests, and fix what fails\"",
      "  agentpool every @weekly --zone Europe/Berlin --dry-run \"look for old dependencies\""
    })
final class EveryAddCommand extends ProjectCommand {
  @Parameters(index = "0", paramLabel = "CRON", description = "When, such as \"0 2 * * *\".")
  String cron = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What is to be done; - reads standard input.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--prompt-file",
      paramLabel = "FILE",
      description = "Read the prompt from a file (- is standard input).")
  @Nullable String file;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What it is called; else it is made of the title or the prompt.")
  @Nullable String name;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of CRON, such as Europe/Berlin; else this machine's.")
  @Nullable String zone;

  @Option(
      names = "--missed",
      paramLabel = "once|skip",
      description =
          "What becomes of times that nobody could carry out: one task for all of them, late (the"
              + " usual), or none.")
  @Nullable String missed;

  @Option(
      names = "--overlap",
      paramLabel = "skip|queue",
      description =
          "What becomes of a time when the task of the one before goes on: no task (the usual), or"
              + " one that waits for it.")
  @Nullable String overlap;

  @Option(names = "--dry-run", description = "Print the next times, and keep nothing.")
  boolean dryRun;

  @Mixin TaskFlags flags = new TaskFlags();

  @Override
  public int run(Surroundings here) {
    if (words.size() > 1) {
      throw CliException.usage(
          "CRON and one prompt were expected, not "
              + (words.size() + 1)
              + " arguments: put each of them in quotes, as in agentpool every \"0 2 * * *\""
              + " \"run the slow tests\"");
    }
    String prompt = PromptFlags.read(here, words, file);
    JsonObject request = flags.request(here, project(here), prompt).put("cron", cron);
    request.putIfThere("name", name).putIfThere("zone", zone);
    request.putIfThere("missed", missed).putIfThere("overlap", overlap);
    request.putIfThere("dry_run", dryRun ? Boolean.TRUE : null);
    Json added = here.daemon().post("/v1/schedules", request);
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(added);
    } else if (dryRun) {
      added.get("next").items().forEach(time -> terminal.print(time.text("local")));
    } else {
      terminal.print(added.text("name"));
      terminal.say("next: " + ScheduleText.next(added) + " (" + added.text("zone") + ")");
      terminal.say(
          "The daemon carries it out. It runs until agentpool stop or a reboot: then any command"
              + " that asks it, or agentpool start, starts it again, and "
              + (added.text("missed").equals("once")
                  ? "one task makes up for what was missed."
                  : "what was missed is told."));
    }
    return ExitCode.DONE;
  }
}
