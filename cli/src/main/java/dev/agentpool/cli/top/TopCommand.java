package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.DaemonStart;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.command.JournalLine;
import dev.agentpool.cli.command.LiveInbox;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows all pools at work, and lets a person act on what they see. */
@CommandLine.Command(
    name = "top",
    description = {
      "All pools on one screen: what needs you, who does what, what waits, what stands still.",
      "On a terminal it is drawn anew at each change, and keys answer, approve, look at a diff or"
          + " a log, cancel, retry (? lists them). Else one look as lines, and then a line an"
          + " event; with --json one look. Exit code 4: the daemon ended."
    },
    footer = {"", "Example:", "  agentpool top", "  agentpool top --once"})
public final class TopCommand extends Command {
  private static final int UNCUT = 10_000;

  @Option(names = "--once", description = "One look as lines, and no more.")
  boolean once;

  @Override
  public int run(Surroundings here) {
    here.daemon().ensureRunning();
    boolean isLive = !json && !once && LiveInbox.isPossible(here) && here.terminal().inIsTerminal();
    if (isLive) {
      return new Top(looking(here)).run();
    }
    Look look = Look.at(here.daemon());
    if (json) {
      here.terminal().printJson(look.asJson());
      return ExitCode.DONE;
    }
    print(here, look);
    return once ? ExitCode.DONE : follow(here);
  }

  /** Asks a daemon that runs, and starts none: what a person stopped stays stopped. */
  private static Surroundings looking(Surroundings here) {
    DaemonStart none = new DaemonStart(null, "", Map.of(), Duration.ZERO);
    return new Surroundings(
        here.environment(),
        here.directory(),
        here.terminal(),
        new DaemonClient(here.daemon().home(), none, here.environment()));
  }

  private static void print(Surroundings here, Look look) {
    Terminal terminal = here.terminal();
    int columns = terminal.outIsTerminal() ? Size.of(here.environment()).columns() : UNCUT;
    Instant now = Instant.now();
    Doings unheard = new Doings(here.daemon(), () -> {});
    terminal.printRow(
        Colour.BOLD, Columns.fit(Columns.clean(Header.of(look, "", now)), columns).strip());
    for (Row row : Rows.of(look, look.ids(terminal.isForGlance()), unheard, now, columns - 2, "")) {
      boolean isHeading = row.kind() == Row.Kind.HEADING;
      String id = row.kind() == Row.Kind.QUESTION || row.kind().isTask() ? row.id() + "  " : "";
      String line = isHeading ? row.text() : "  " + id + row.text();
      terminal.printRow(row.colour(), Columns.fit(line, columns).stripTrailing());
    }
    terminal.flush();
  }

  private static int follow(Surroundings here) {
    Terminal terminal = here.terminal();
    try {
      here.daemon()
          .events(
              "/v1/journal?follow=true",
              event -> {
                Json entry = Json.parse(event.data());
                if (JournalLine.isForPeople(entry)) {
                  terminal.printRow(
                      Colour.ofState(entry.text("to")),
                      JournalLine.of(entry, entry.text("task_id")));
                  terminal.flush();
                }
                return !terminal.outIsBroken();
              });
    } catch (IOException gone) {
      throw CliException.machine("the daemon went away (" + gone.getMessage() + ")");
    }
    if (terminal.outIsBroken()) {
      return ExitCode.DONE;
    }
    throw CliException.machine("the daemon stopped, so nothing more is told");
  }
}
