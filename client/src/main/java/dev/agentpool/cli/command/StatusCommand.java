package dev.agentpool.cli.command;

import dev.agentpool.cli.client.DaemonTraces;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Shows the daemon and its pools. Never starts a daemon. */
@CommandLine.Command(
    name = "status",
    description = "Show the daemon, its pools, their slots, tasks and money.",
    footer = {"", "Example:", "  agentpool status --json"})
final class StatusCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/status");
    if (dir != null) {
      query.with("dir", project(here));
    }
    Json status = here.daemon().askRunning("GET", query.toString(), null);
    if (status == null && here.daemon().awaitStarting()) {
      status = here.daemon().askRunning("GET", query.toString(), null);
    }
    if (status == null) {
      return notRunning(here);
    }
    if (json) {
      here.terminal().printJson(status);
      return ExitCode.DONE;
    }
    Terminal terminal = here.terminal();
    terminal.print("daemon " + status.text("version") + ", process " + status.number("pid"));
    String walls = status.text("walls");
    terminal.print(
        "walls " + walls + (walls.equals("workspace") ? "" : "; agentpool doctor says what to do"));
    if (status.number("redactions") > 0) {
      terminal.print(Text.count(status.number("redactions"), "secret") + " replaced by [REDACTED]");
    }
    List<Json> aside = status.get("sessions_set_aside").items();
    if (!aside.isEmpty()) {
      terminal.printRow(
          Colour.YELLOW,
          aside.size()
              + (aside.size() == 1 ? " session" : " sessions")
              + " set aside; the newest: "
              + Text.oneLine(aside.getFirst().text("why"), 400)
              + " ("
              + aside.getFirst().text("folder")
              + ")");
    }
    if (status.number("slept_ms") >= 5_000) {
      terminal.print(
          "the machine slept for " + Text.duration(status.number("slept_ms")) + " since its start");
    }
    List<Json> pools = status.get("pools").items();
    for (Json pool : pools) {
      terminal.print("");
      for (Screen.Line line : PoolText.of(pool)) {
        terminal.printRow(line.colour(), line.text());
      }
      printWaiting(here, pool);
      printRunning(terminal, pool);
    }
    if (pools.isEmpty()) {
      terminal.print("no pool is open");
    }
    return ExitCode.DONE;
  }

  /** What keeps the oldest task that waits from a slot that is free. */
  private static void printWaiting(Surroundings here, Json pool) {
    boolean isFree =
        pool.get("slot_states").items().stream()
            .anyMatch(slot -> slot.text("state").equals("idle"));
    boolean says = !pool.text("problem").isEmpty();
    if (!isFree || says || pool.get("tasks").number("pending") == 0) {
      return;
    }
    Json page =
        here.daemon()
            .get(
                new Query("/v1/tasks")
                    .with("dir", pool.text("dir"))
                    .with("state", "pending")
                    .with("limit", 1)
                    .with("order", "asc")
                    .toString());
    for (Json task : page.get("items").items()) {
      if (!task.text("waits_for").isEmpty()) {
        here.terminal()
            .printRow(Colour.YELLOW, "  waits  " + task.text("id") + " " + task.text("reason"));
      }
    }
  }

  /** To a person: which task each busy slot runs. */
  private static void printRunning(Terminal terminal, Json pool) {
    List<Json> busy =
        pool.get("slot_states").items().stream()
            .filter(slot -> !slot.text("task_id").isEmpty())
            .toList();
    if (!terminal.isForGlance() || busy.isEmpty()) {
      return;
    }
    ShownIds ids = new ShownIds(true, busy.stream().map(slot -> slot.text("task_id")).toList());
    Table table = new Table("  SLOT", "TASK", "WHAT");
    for (Json slot : busy) {
      table.row(
          Colour.PLAIN,
          "  " + slot.text("id"),
          ids.of(slot.text("task_id")),
          slot.text("task_title"));
    }
    table.print(terminal);
  }

  private int notRunning(Surroundings here) {
    if (json) {
      here.terminal()
          .printJson(Json.object().put("running", false).put("pid", null).put("pools", List.of()));
    } else {
      List<Long> orphans = new DaemonTraces(here.daemon().home()).livingSessions();
      here.terminal()
          .say(
              orphans.isEmpty()
                  ? "no daemon is running; agentpool start starts it, and so does any command that"
                      + " needs it"
                  : "no daemon is running, but "
                      + Text.count(orphans.size(), "agent")
                      + " of one that is gone (processes "
                      + orphans.stream().map(String::valueOf).collect(Collectors.joining(", "))
                      + "): agentpool start takes over what they do, agentpool stop ends them");
    }
    return ExitCode.MACHINE;
  }
}
