package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists tasks. */
@CommandLine.Command(
    name = "tasks",
    description = "List tasks, the newest first.",
    footer = {"", "Example:", "  agentpool tasks --state failed,cancelled --limit 10"})
final class TasksCommand extends ProjectCommand {
  @Option(names = "--state", paramLabel = "A,B", description = "Only tasks in these states.")
  @Nullable String state;

  @Option(names = "--tag", paramLabel = "A,B", description = "Only tasks with these tags.")
  @Nullable String tag;

  @Option(names = "--slot", paramLabel = "SLOT", description = "Only tasks of this slot.")
  @Nullable String slot;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many.")
  int limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out so many of the newest.")
  int offset;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/tasks").with("dir", project(here)).with("state", state).with("tag", tag);
    Json answer =
        here.daemon()
            .get(query.with("slot", slot).with("limit", limit).with("offset", offset).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    long total = answer.number("total");
    long shown = answer.get("items").items().size();
    TaskTable.print(here.terminal(), answer.get("items").items(), none(total));
    if (shown < total) {
      here.terminal().say(shown + " of " + total + "; more with --limit and --offset");
    }
    return ExitCode.DONE;
  }

  private String none(long total) {
    return total > 0
        ? "the list ends before --offset " + offset
        : state == null && tag == null && slot == null
            ? "no tasks yet; agentpool run \"what to do\" runs one"
            : "no such tasks; agentpool tasks has all";
  }
}
