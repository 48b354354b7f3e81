package dev.agentpool.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels tasks. */
@CommandLine.Command(
    name = "cancel",
    description = "Cancel tasks: what waits never starts, what runs is ended.",
    footer = {"", "Example:", "  agentpool cancel --why \"wrong branch\" task-1a2b"})
final class CancelCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", arity = "1..*", description = "Tasks.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with the task.")
  @Nullable String why;

  @Override
  public int run(Surroundings here) {
    Tasks tasks = new Tasks(here.daemon());
    String reason = why == null ? "cancelled by the user" : why;
    return EachTask.run(here, ids, json, id -> tasks.cancel(id, reason));
  }
}
