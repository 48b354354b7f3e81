package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/** How a pool stands, as lines: its tasks, its slots, its money, what holds it up. */
final class PoolText {
  private PoolText() {}

  /** The first one has its name. */
  static List<Screen.Line> of(Json pool) {
    List<Screen.Line> lines = new ArrayList<>();
    add(lines, Colour.BOLD, pool.text("name") + "  " + pool.text("dir"));
    Json tasks = pool.get("tasks");
    StringBuilder counts = new StringBuilder();
    long reviews = 0;
    for (String state :
        new String[] {
          "running", "pending", "blocked", "pending_review", "completed", "failed", "cancelled"
        }) {
      long count = tasks.number(state);
      reviews = state.equals("pending_review") ? count : reviews;
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
    add(lines, Colour.PLAIN, "  tasks  " + (counts.isEmpty() ? "none" : counts));
    if (reviews > 0) {
      add(
          lines,
          Colour.YELLOW,
          "  review " + Text.count(reviews, "task") + " for your decision: agentpool review");
    }
    long questions = pool.number("open_questions");
    if (questions > 0) {
      add(
          lines,
          Colour.YELLOW,
          "  inbox  "
              + questions
              + (questions == 1 ? " question waits" : " questions wait")
              + " for you: agentpool inbox");
    }
    add(lines, Colour.PLAIN, "  slots  " + slots(pool));
    add(lines, Colour.PLAIN, "  money  " + money(pool));
    for (String counted : List.of("tokens", "turns")) {
      for (String of : List.of("pool", "day")) {
        Json count = pool.get(counted).get(of);
        if (!count.get("cap").isNull()) {
          add(lines, Colour.PLAIN, "  " + counted + "  " + count(count, of));
        }
      }
    }
    for (Json paused : pool.get("paused").items()) {
      add(
          lines,
          paused.text("code").equals("rate_limited") ? Colour.YELLOW : Colour.RED,
          "  " + Standing.line(paused));
    }
    for (Json hold : pool.get("held").items()) {
      add(lines, Colour.YELLOW, "  " + Standing.held(hold));
    }
    String problem = pool.text("problem");
    if (!problem.isEmpty()) {
      add(lines, Colour.RED, "  stands still: " + problem);
    }
    for (Json notice : pool.get("notices").items()) {
      add(lines, Colour.YELLOW, "  note: " + notice.textOrNull());
    }
    return lines;
  }

  private static void add(List<Screen.Line> lines, Colour colour, String text) {
    lines.add(new Screen.Line(colour, text));
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
    return BudgetText.grouped(count.number("spent") + count.number("unknown"))
        + " of "
        + BudgetText.grouped(count.number("cap"))
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
