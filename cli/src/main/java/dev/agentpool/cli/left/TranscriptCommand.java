package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a part of what a task's agent said and did. */
@CommandLine.Command(
    name = "transcript",
    description =
        "Print a part of what a task's agent said and did: bytes from an offset, or its last"
            + " lines.",
    footer = {"", "Example:", "  agentpool transcript --tail-lines 20 task-4fd0c6b7c54e4cc4"})
final class TranscriptCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task, or the live session.")
  String id = "";

  @Option(names = "--offset", paramLabel = "N", description = "The byte to begin at; usually 0.")
  @Nullable Long offset;

  @Option(names = "--limit", paramLabel = "N", description = "Bytes, 1 to 200000; usually 4000.")
  @Nullable Integer limit;

  @Option(
      names = "--tail-lines",
      paramLabel = "N",
      description = "So many of the last lines, 1 to 10000.")
  @Nullable Integer tailLines;

  @Override
  public String example() {
    return "agentpool transcript <session-id> --limit 4000 --json";
  }

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query(LeftCommands.path(id, "/transcript"))
            .with("offset", offset)
            .with("limit", limit)
            .with("tail_lines", tailLines);
    Json part = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(part);
      return ExitCode.DONE;
    }
    here.terminal().print(part.text("text").stripTrailing());
    if (part.flag("has_more") && tailLines == null) {
      here.terminal().say("there is more: --offset " + part.number("next_offset"));
    }
    return ExitCode.DONE;
  }
}
