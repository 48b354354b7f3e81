package dev.agentpool.cli.top;

import dev.agentpool.cli.command.AskerText;
import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Tasks;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A look as lines of a width: what needs the person first, then what works, waits, and the rest.
 */
final class Rows {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final int WIDE = 60;
  private static final int AGE = 6;
  private static final long LONG_MS = 100L * 60 * 60 * 1_000; // hours and minutes no longer fit
  private final Look look;
  private final Doings doings;
  private final Map<String, String> names;
  private final ShownIds ids;
  private final Instant now;
  private final int columns;
  private final List<Row> rows = new ArrayList<>();

  private Rows(Look look, ShownIds ids, Doings doings, Instant now, int columns) {
    this.look = look;
    this.ids = ids;
    this.doings = doings;
    this.names = look.names();
    this.now = now;
    this.columns = columns;
  }

  /**
   * @param ids how the tasks that ask are named
   * @param filter words that a line has in it, or it is left out; empty for all
   */
  static List<Row> of(
      Look look, ShownIds ids, Doings doings, Instant now, int columns, String filter) {
    Rows all = new Rows(look, ids, doings, now, columns);
    all.needsMe();
    all.running();
    all.waiting();
    all.paused();
    all.ended(Row.Kind.FAILED, "failed", "FAILED, not seen", Colour.RED);
    all.ended(Row.Kind.DONE, "done", "DONE, not seen", Colour.GREEN);
    all.pools();
    return filter.isBlank() ? all.rows : filtered(all.rows, filter.toLowerCase(Locale.ROOT));
  }

  private static List<Row> filtered(List<Row> rows, String filter) {
    List<Row> kept = new ArrayList<>();
    for (Row row : rows.reversed()) {
      boolean isHeading = row.kind() == Row.Kind.HEADING;
      boolean isKept =
          isHeading
              ? !kept.isEmpty() && kept.getLast().kind() != Row.Kind.HEADING
              : (row.text() + row.told()).toLowerCase(Locale.ROOT).contains(filter);
      if (isKept) {
        kept.add(row);
      }
    }
    return kept.reversed();
  }

  private void needsMe() {
    List<Json> questions = look.inbox().get("questions").items();
    List<Json> reviews = look.inbox().get("reviews").items();
    heading("NEEDS ME", look.section("needs_you").number("total"), Colour.YELLOW);
    for (Json question : questions) {
      long since = question.number("asked_at_ms");
      String lead = lead("?", since, question.text("pool"));
      add(Row.Kind.QUESTION, question, Colour.YELLOW, lead + asked(question, Columns.width(lead)));
    }
    for (Json task : reviews) {
      long since = task.number("completed_at_ms");
      String left = task.get("escalation").isNull() ? "" : "left to you: ";
      String line =
          lead(Mark.of(task.text("state"), true), since, task.text("pool"))
              + "review: "
              + left
              + one(title(task))
              + "  "
              + Price.of(task);
      add(Row.Kind.REVIEW, task, Colour.YELLOW, line);
    }
  }

  /** What is asked, behind whose agent asks; that has no more than half of the line. */
  private String asked(Json question, int used) {
    String what = one(question.text("title"));
    String asker = one(AskerText.brief(question, ids));
    int room = Math.max(0, columns - used);
    int most = Math.max(room / 2, room - Columns.width(what)) - ": ".length();
    return asker.isEmpty() ? what : Columns.fit(asker, most) + ": " + what;
  }

  private void running() {
    heading("RUNNING", look.count("running"), Colour.BOLD);
    for (Json task : look.running()) {
      add(Row.Kind.RUNNING, task, Colour.PLAIN, running(task));
    }
  }

  private String running(Json task) {
    String slot = Columns.pad(one(task.text("slot_id")), 8);
    String pool = columns < WIDE ? "" : Columns.pad(pool(task.text("pool")), 10) + " ";
    String time = Columns.pad(elapsed(task.number("started_at_ms")), AGE) + " ";
    String money = columns < WIDE ? "" : Columns.pad(money(task), 12) + " ";
    String head = slot + " " + pool + time + money;
    String doing = Columns.clean(doings.now(task.text("id")));
    int room = Math.max(0, columns - 2 - Columns.width(head));
    String title = one(title(task));
    if (doing.isEmpty() || room < WIDE / 2) {
      return head + (doing.isEmpty() || room < WIDE / 2 ? title : doing);
    }
    int half =
        Math.min(Columns.width(title), Math.max(room / 2 - 1, room - 2 - Columns.width(doing)));
    return head + Columns.pad(title, half) + "  " + doing;
  }

  /** What it cost so far, of what it may cost at most. */
  private String money(Json task) {
    long spent = task.number("cost_microdollars") + doings.microdollars(task.text("id"));
    long cap =
        task.get("cap_microdollars").isNull()
            ? task.number("cost_at_most_microdollars")
            : task.number("cap_microdollars");
    return cents(spent) + (cap == 0 ? "" : "/" + cents(cap));
  }

  private static String cents(long microdollars) {
    return String.format(Locale.ROOT, "$%.2f", microdollars / 1e6);
  }

  private void waiting() {
    long total = look.count("pending", "blocked");
    heading("QUEUE", total, Colour.BOLD);
    for (Json task : look.waiting()) {
      String why =
          task.text("state").equals("blocked")
              ? "after " + Text.count(task.get("after").items().size(), "other task") + ": "
              : task.text("reason").isEmpty() ? "" : one(task.text("reason")) + ": ";
      String line =
          lead(Mark.of("pending", true), task.number("created_at_ms"), task.text("pool")) + why;
      add(Row.Kind.WAITING, task, Colour.PLAIN, line + one(title(task)));
    }
    if (total > look.waiting().size()) {
      rest(total - look.waiting().size());
    }
  }

  private void rest(long more) {
    rows.add(
        new Row(Row.Kind.HEADING, "", new Json(null), Colour.DIM, "  … and " + more + " more"));
  }

  private void paused() {
    List<Json> paused = look.inbox().get("paused").items();
    List<Json> held = look.inbox().get("held").items();
    heading("PAUSED", (long) paused.size() + held.size(), Colour.RED);
    for (Json standing : paused) {
      Json pause = standing.get("pause");
      String provider = pause.text("provider");
      String line =
          lead("‖", pause.number("since_ms"), standing.text("pool"))
              + one(provider.isEmpty() ? "the project" : provider)
              + " "
              + one(pause.text("code"))
              + until(pause)
              + ": "
              + one(pause.text("why"));
      add(Row.Kind.PAUSE, pause, Colour.RED, line);
    }
    for (Json hold : held) {
      String provider = hold.text("provider");
      String line =
          lead("‖", hold.number("since_ms"), "")
              + (provider.equals("*") ? "all providers" : one(provider))
              + " held by "
              + one(hold.text("by"));
      add(Row.Kind.PAUSE, hold, Colour.RED, line);
    }
  }

  private String until(Json pause) {
    Json held = pause.get("held");
    if (!held.isNull()) {
      return " held by " + one(held.text("by"));
    }
    long until = pause.number("until_ms");
    return " until "
        + CLOCK.format(Instant.ofEpochMilli(until).atZone(ZoneId.systemDefault()))
        + " (in "
        + Text.duration(Math.max(0, until - now.toEpochMilli()))
        + ")";
  }

  private void ended(Row.Kind kind, String name, String title, Colour colour) {
    Json section = look.section(name);
    heading(title, section.number("total"), colour);
    for (Json item : section.get("items").items()) {
      String mark = Mark.of(kind == Row.Kind.FAILED ? "failed" : "completed", true);
      String line =
          lead(mark, item.number("since_ms"), item.text("pool")) + one(Tasks.inInbox(item));
      add(kind, item, Colour.PLAIN, line);
    }
    long more = section.number("total") - section.get("items").items().size();
    if (more > 0) {
      rest(more);
    }
  }

  private void pools() {
    heading("POOLS", look.pools().size(), Colour.BOLD);
    for (Json pool : look.pools()) {
      StringBuilder line = new StringBuilder(Columns.pad(one(pool.text("name")), 18)).append(' ');
      line.append(busy(pool)).append(" of ").append(pool.number("slots")).append(" busy  ");
      line.append(Price.of(pool, "spend"));
      if (!pool.get("budget_microdollars").isNull()) {
        line.append(" of ").append(Text.usd(pool.number("budget_microdollars")));
      }
      line.append("  today ").append(Price.of(pool, "day_spend"));
      if (!pool.get("day_budget_microdollars").isNull()) {
        line.append(" of ").append(Text.usd(pool.number("day_budget_microdollars")));
      }
      String problem = one(pool.text("problem"));
      if (!problem.isEmpty()) {
        line.append("  stands still: ").append(problem);
      }
      add(
          Row.Kind.POOL,
          pool,
          problem.isEmpty() ? Colour.PLAIN : Colour.RED,
          line.append("  ").append(one(pool.text("dir"))).toString());
    }
  }

  static long busy(Json pool) {
    return pool.get("slot_states").items().stream()
        .filter(slot -> slot.text("state").equals("busy"))
        .count();
  }

  private void heading(String title, long count, Colour colour) {
    if (count > 0) {
      rows.add(
          new Row(Row.Kind.HEADING, title, new Json(null), colour, title + " (" + count + ")"));
    }
  }

  private void add(Row.Kind kind, Json told, Colour colour, String text) {
    String id = told.text("id").isEmpty() ? told.text("provider") : told.text("id");
    rows.add(new Row(kind, id, told, colour, text));
  }

  /** A mark, since when, and in which pool. */
  private String lead(String mark, long sinceMs, String pool) {
    return mark
        + " "
        + Columns.pad(since(sinceMs), AGE)
        + " "
        + (columns < WIDE ? "" : Columns.pad(pool(pool), 10) + " ");
  }

  private String elapsed(long sinceMs) {
    long age = age(sinceMs);
    return age < LONG_MS ? Text.duration(age) : since(sinceMs);
  }

  private String since(long sinceMs) {
    long seconds = age(sinceMs) / 1_000;
    return seconds < 60
        ? seconds + "s"
        : seconds < 3_600
            ? seconds / 60 + "m"
            : seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }

  private long age(long sinceMs) {
    return sinceMs == 0 ? 0 : Math.max(0, now.toEpochMilli() - sinceMs);
  }

  private String pool(String id) {
    return Columns.clean(names.getOrDefault(id, id));
  }

  private static String one(String text) {
    return Columns.clean(text);
  }

  /** Its own, else the first line of its prompt. */
  static String title(Json task) {
    String title = task.text("title");
    return title.isBlank() ? task.text("prompt").strip().lines().findFirst().orElse("") : title;
  }
}
