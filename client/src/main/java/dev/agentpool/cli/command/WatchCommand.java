package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the journal. */
@CommandLine.Command(
    name = "watch",
    description =
        "Follow what happens in the pool. On a terminal: how it stands, what needs you, who does"
            + " what, drawn anew at each change; else a line an event. Exit code 4: the daemon"
            + " ended.",
    footer = {"", "Example:", "  agentpool watch --json | jq -r .kind"})
final class WatchCommand extends ProjectCommand {
  @Option(names = "--all", description = "All pools of the daemon.")
  boolean all;

  @Option(
      names = "--after",
      paramLabel = "SEQ",
      description = "Begin after this journal entry; else with what comes.")
  @Nullable Long after;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many entries.")
  @Nullable Integer limit;

  @Mixin NotifyFlag notify = new NotifyFlag();

  private @Nullable Notices notices;
  private int shown;
  private @Nullable Long last;

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/journal").with("dir", all ? null : project(here)).with("after", after);
    query.with("follow", true).with("limit", limit);
    notices = notify.of(here);
    Titles titles = new Titles(here.daemon());
    try {
      if (isLive(here)) {
        Query status = new Query("/v1/status").with("dir", all ? null : project(here));
        Query inbox = new Query("/v1/inbox").with("dir", all ? null : project(here));
        new LiveWatch(here, status.toString(), inbox.toString(), notices).watch(query.toString());
        return ExitCode.DONE;
      }
      here.daemon().events(query.toString(), event -> show(here, titles, Json.parse(event.data())));
    } catch (IOException e) {
      throw CliException.machine(ended("went away (" + e.getMessage() + ")"));
    }
    if (here.terminal().outIsBroken() || (limit != null && shown >= limit)) {
      return ExitCode.DONE;
    }
    throw CliException.machine(ended("stopped"));
  }

  /** Who says which entries they want, wants entries. */
  private boolean isLive(Surroundings here) {
    return !json && after == null && limit == null && LiveInbox.isPossible(here);
  }

  private String ended(String how) {
    String from = last == null ? "" : " --after " + last;
    return "the daemon " + how + ", so nothing more is told; agentpool watch" + from + " goes on";
  }

  private boolean show(Surroundings here, Titles titles, Json entry) {
    Terminal terminal = here.terminal();
    shown++;
    last = entry.number("seq");
    if (notices != null) {
      notices.happened(entry);
    }
    if (json) {
      terminal.printJson(entry);
    } else if (JournalLine.isForPeople(entry)) {
      String task = entry.text("task_id");
      terminal.printRow(
          Colour.ofState(entry.text("to")),
          terminal.isForGlance()
              ? JournalLine.of(entry, ShownIds.on(terminal, List.of(task)), titles)
              : JournalLine.of(entry, task));
    }
    return !terminal.outIsBroken();
  }
}
