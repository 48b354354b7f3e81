package dev.agentpool.cli.command;

import dev.agentpool.cli.client.DaemonTraces;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
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
      print(terminal, pool);
    }
    if (pools.isEmpty()) {
      terminal.print("no pool is open");
    }
    return ExitCode.DONE;
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

  private static void print(Terminal terminal, Json pool) {
    terminal.print("");
    terminal.printRow(Colour.BOLD, pool.text("name") + "  " + pool.text("dir"));
    Json tasks = pool.get("tasks");
    StringBuilder counts = new StringBuilder();
    for (String state :
        new String[] {
          "running", "pending", "blocked", "pending_review", "completed", "failed", "cancelled"
        }) {
      long count = tasks.number(state);
      if (count > 0) {
        counts
            .append(counts.isEmpty() ? "" : ", ")
            .append(count)
            .append(' ')
            .append(state.replace('_', ' '));
      }
    }
    long escalated = pool.number("escalated_reviews");
    if (escalated > 0) {
      counts.append("; ").append(escalated).append(" of them left to you: agentpool review");
    }
    terminal.print("  tasks  " + (counts.isEmpty() ? "none" : counts));
    long questions = pool.number("open_questions");
    if (questions > 0) {
      terminal.printRow(
          Colour.YELLOW,
          "  inbox  "
              + questions
              + (questions == 1 ? " question waits" : " questions wait")
              + " for you: agentpool inbox");
    }
    terminal.print("  slots  " + slots(pool));
    terminal.print("  money  " + money(pool));
    for (String counted : List.of("tokens", "turns")) {
      for (String of : List.of("pool", "day")) {
        Json count = pool.get(counted).get(of);
        if (!count.get("cap").isNull()) {
          terminal.print("  " + counted + "  " + count(count, of));
        }
      }
    }
    for (Json paused : pool.get("paused").items()) {
      terminal.printRow(
          paused.text("code").equals("rate_limited") ? Colour.YELLOW : Colour.RED,
          "  " + Standing.line(paused));
    }
    for (Json hold : pool.get("held").items()) {
      terminal.printRow(Colour.YELLOW, "  " + Standing.held(hold));
    }
    String problem = pool.text("problem");
    if (!problem.isEmpty()) {
      terminal.printRow(Colour.RED, "  stands still: " + problem);
    }
    for (Json notice : pool.get("notices").items()) {
      terminal.printRow(Colour.YELLOW, "  note: " + notice.textOrNull());
    }
  }

  private static String slots(Json pool) {
    int busy = 0;
    int errored = 0;
    for (Json slot : pool.get("slot_states").items()) {
      busy += slot.text("state").equals("busy") ? 1 : 0;
      errored += slot.text("state").equals("errored") ? 1 : 0;
    }
    return busy
        + " of "
        + pool.number("slots")
        + " busy"
        + (errored == 0 ? "" : ", " + errored + " in error");
  }

  private static String count(Json count, String of) {
    return BudgetCommand.grouped(count.number("spent") + count.number("unknown"))
        + " of "
        + BudgetCommand.grouped(count.number("cap"))
        + (of.equals("day") ? " today" : "");
  }

  private static String money(Json pool) {
    String money = Price.of(pool, "spend") + " spent";
    if (pool.number("reserved_microdollars") > 0) {
      money += ", " + Text.usd(pool.number("reserved_microdollars")) + " reserved";
    }
    return money
        + (pool.get("budget_microdollars").isNull()
            ? ", no cap"
            : " of " + Text.usd(pool.number("budget_microdollars")));
  }
}
