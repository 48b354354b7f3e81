package dev.agentpool.cli.stats;

import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Brief;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Figures of a time for people. */
final class StatsText {
  private static final int HEIGHT = 4;
  private static final WorkPlots.Figure DONE =
      new WorkPlots.Figure(
          "tasks completed", WorkPlots.COMPLETED.of(), WorkPlots.COMPLETED.shown());
  private final Surroundings here;
  private final Terminal terminal;

  StatsText(Surroundings here) {
    this.here = here;
    this.terminal = here.terminal();
  }

  void print(Json stats) {
    Json window = stats.get("window");
    String of = stats.get("filters").text("provider_id");
    terminal.printRow(
        Colour.BOLD, "Figures of " + window.text("label") + (of.isEmpty() ? "" : ", " + of));
    lines(stats);
    if (!stats.get("work").isNull()) {
      table(stats.get("work").get("by_provider"));
      plots(stats.get("work").get("days").items());
    }
    for (Json fault : stats.get("data_quality").items()) {
      terminal.say("note: " + fault.text("message"));
    }
  }

  private void lines(Json stats) {
    Json work = stats.get("work");
    if (!work.isNull()) {
      line(
          "work",
          work.number("completed")
              + " completed of "
              + Text.count(work.number("attempts"), "attempt")
              + ", "
              + Text.usd(work.number("cost_microdollars"))
              + (work.flag("cost_known") ? "" : " at least"));
      Json streak = work.get("streak");
      line(
          "streak",
          Text.count(streak.number("current_days"), "day")
              + " now, "
              + Text.count(streak.number("longest_days"), "day")
              + " at most");
    }
    Json tokens = stats.get("tokens");
    if (!tokens.get("total").isNull()) {
      line(
          "tokens",
          Brief.count(tokens.number("total"))
              + ": "
              + Brief.count(tokens.number("input"))
              + " in, "
              + Brief.count(tokens.number("output"))
              + " out, "
              + Brief.count(tokens.number("cache_read") + tokens.number("cache_creation"))
              + " cached");
    }
    Json sessions = stats.get("sessions");
    if (!sessions.isNull()) {
      line(
          "sessions",
          sessions.number("total")
              + ", "
              + sessions.number("terminated")
              + " ended, "
              + sessions.number("interrupted")
              + " interrupted, "
              + sessions.number("timed_out")
              + " timed out");
    }
    Json parallelism = stats.get("parallelism");
    if (parallelism.number("peak_concurrent") > 0) {
      line(
          "parallelism",
          parallelism.get("ratio")
              + ", at most "
              + parallelism.number("peak_concurrent")
              + " at once");
    }
    Json walls = stats.get("walls");
    if (!walls.get("hit").isNull()) {
      line(
          "limits",
          walls.number("hit")
              + " met, "
              + walls.number("avoided")
              + " avoided ("
              + walls.text("confidence")
              + " confidence)");
    }
    Json imported = stats.get("imported");
    if (imported.number("sessions") + imported.number("usage_snapshots") > 0) {
      line(
          "imported",
          Text.count(imported.number("sessions"), "session")
              + " and "
              + Text.count(imported.number("usage_snapshots"), "snapshot")
              + " of these");
    }
  }

  private void line(String name, String text) {
    terminal.print(name + ":" + " ".repeat(Math.max(1, 13 - name.length())) + text);
  }

  private void table(Json byProvider) {
    if (byProvider.value() instanceof Map<?, ?> providers && !providers.isEmpty()) {
      terminal.print("");
      Table table = new Table("PROVIDER", "COMPLETED", "ATTEMPTS", "TOKENS", "COST");
      providers.forEach((name, value) -> {
        Json share = new Json(value);
        table.row(
            Colour.PLAIN,
            String.valueOf(name),
            Long.toString(share.number("completed")),
            Long.toString(share.number("attempts")),
            Brief.count(share.number("tokens")),
            Text.usd(share.number("cost_microdollars"))
                + (share.flag("cost_known") ? "" : " at least"));
      });
      table.print(terminal);
    }
  }

  private void plots(List<Json> days) {
    if (days.size() < 2) {
      return;
    }
    new WorkPlots(here, HEIGHT)
        .days(
            days,
            LocalDate.parse(days.getFirst().text("date")),
            LocalDate.parse(days.getLast().text("date")),
            DONE,
            WorkPlots.TOKENS,
            WorkPlots.MONEY);
  }
}
