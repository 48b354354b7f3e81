package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Takes over the former control plane's folder. */
@CommandLine.Command(
    name = "control import",
    description =
        "Take over the settings, the preferences and the history of a former control plane, once."
            + " Nothing is written there, and what is here stays.",
    footer = {"", "Example:", "  agentpool control import --dry-run"})
final class ControlImportCommand extends Command {
  @Option(names = "--from", paramLabel = "DIR", description = "Its folder; else ~/.agentpool.")
  @Nullable String from;

  @Option(names = "--dry-run", description = "Only say what would be taken over.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    String home = here.environment().getOrDefault("HOME", System.getProperty("user.home"));
    Path folder =
        from == null ? Path.of(home, ".agentpool") : here.directory().resolve(from).normalize();
    Json report =
        here.daemon()
            .postUnhurried(
                "/v1/import", Json.object().put("from", folder.toString()).put("dry_run", dryRun));
    if (json) {
      here.terminal().printJson(report);
      return ExitCode.DONE;
    }
    for (Json one : report.get("taken").items()) {
      here.terminal()
          .printRow(Colour.GREEN, (dryRun ? "would take  " : "taken  ") + one.textOrNull());
    }
    for (Json one : report.get("left").items()) {
      here.terminal().printRow(Colour.PLAIN, "left   " + one.text("what") + ": " + one.text("why"));
    }
    for (Json one : report.get("warnings").items()) {
      here.terminal().printRow(Colour.YELLOW, "warn   " + one.textOrNull());
    }
    if (report.get("taken").items().isEmpty()) {
      here.terminal().say("there is nothing new to take over in " + folder);
    }
    return ExitCode.DONE;
  }
}
