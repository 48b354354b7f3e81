package dev.agentpool.cli.next;

import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.every.ScheduleText;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/** A report, as a person reads it. */
record ReportText(Terminal terminal) {
  private static final int LONGEST = 100;

  void print(Json report) {
    long lasted = report.number("until_ms") - report.number("since_ms");
    terminal.printRow(Colour.BOLD, "the last " + Text.duration(lasted));
    work("done, with commits", Colour.GREEN, report.get("done").items());
    work("done, nothing committed", Colour.PLAIN, report.get("nothing").items());
    failed(report);
    missed(report.get("missed").items());
    waiting(report.get("waiting"));
    terminal.print("");
    terminal.print(report.number("running") + " running, " + report.number("queued") + " queued");
    money(report);
  }

  private void print(String line) {
    terminal.printWrapped(Colour.PLAIN, 2, line);
  }

  private void head(String title, long count, Colour colour) {
    terminal.print("");
    terminal.printRow(count == 0 ? Colour.PLAIN : colour, title + ": " + count);
  }

  private void work(String title, Colour colour, List<Json> all) {
    head(title, all.size(), colour);
    for (Json one : all) {
      StringBuilder line = new StringBuilder("  ").append(one.text("task_id")).append("  ");
      if (one.number("commits") > 0) {
        line.append(Text.count(one.number("commits"), "commit")).append(", ");
      }
      if (!one.get("files").isNull()) {
        line.append(Text.count(one.number("files"), "file")).append(", ");
      }
      print(
          line.append(Price.of(one))
              .append("  ")
              .append(Text.oneLine(one.text("title"), LONGEST))
              .toString());
      if (!one.text("merged_into").isEmpty()) {
        String check = Text.oneLine(one.text("check"), LONGEST);
        print(
            "    merged into "
                + one.text("merged_into")
                + (check.isEmpty()
                    ? ", nothing was run on it"
                    : ", where this ran well: " + check));
      }
    }
  }

  private void failed(Json report) {
    long cancelled = report.number("cancelled");
    List<Json> kinds = report.get("failed").items();
    long count = kinds.stream().mapToLong(kind -> kind.number("count")).sum();
    head("failed", count, Colour.RED);
    for (Json kind : kinds) {
      List<String> ids = new ArrayList<>();
      kind.get("task_ids").items().forEach(id -> ids.add(String.valueOf(id.textOrNull())));
      print("  " + kind.text("kind") + ", " + kind.number("count") + ": " + String.join(" ", ids));
      if (!kind.text("message").isEmpty()) {
        print("    " + Text.oneLine(kind.text("message"), LONGEST));
      }
    }
    if (cancelled > 0) {
      terminal.print("  cancelled: " + cancelled);
    }
  }

  /** Nothing is said where nothing was missed: most have no schedules. */
  private void missed(List<Json> schedules) {
    if (!schedules.isEmpty()) {
      head("schedules with missed times", schedules.size(), Colour.YELLOW);
    }
    for (Json one : schedules) {
      print("  " + one.text("schedule") + ": " + ScheduleText.missed(one));
    }
  }

  private void waiting(Json waiting) {
    head("waiting for you", waiting.number("total"), Colour.YELLOW);
    for (Json item : waiting.get("items").items()) {
      print("  " + Text.oneLine(item.text("cause"), LONGEST) + "  -> " + item.text("next"));
    }
  }

  private void money(Json report) {
    Json budget = report.get("budget");
    print(
        "spent by what ended: "
            + Price.of(report, "spent")
            + account("; today ", budget.get("day"))
            + account("; the pool ", budget.get("pool")));
  }

  private static String account(String title, Json account) {
    String cap =
        account.get("cap_microdollars").isNull()
            ? ", no cap"
            : " of " + Text.usd(account.number("cap_microdollars"));
    return title + Price.of(account, "spent") + cap;
  }
}
