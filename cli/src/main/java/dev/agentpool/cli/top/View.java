package dev.agentpool.cli.top;

import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.terminal.Colour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** What the screen shows, and where the person is on it. For one thread. */
final class View {
  private static final String KEYS =
      "enter look  l log  a answer  y/n  c cancel  r retry  / only  ? keys  q quit";
  private static final String PAGE_KEYS = "q back  ↑↓ pgup pgdn move  G end";
  private static final List<String> HELP =
      List.of(
          "↑ ↓ j k        the line before, the next; PgUp PgDn g G by pages, to the ends",
          "enter          look at it: a question whole, a task, the diff of what waits for review",
          "l              what its agent says and does, as it does it",
          "a              answer a question in your own words or by an option's number;",
          "               at a running task: sit at the terminal of its live session",
          "y              yes to a question; approve what waits for review",
          "n              no to a question; send back what waits for review, with what to change",
          "c              cancel the task",
          "r              hand in the work of a task that has ended again",
          "               each of these asks once, and is done with y and enter, or your words",
          "/              show only lines with these words in them; escape shows all",
          "q              back, or quit");
  private final Styles styles;
  private final Doings doings;
  private final Spending spending = new Spending();
  private Look look = Look.NOTHING;
  private boolean hasLooked;
  private String gone = "";
  private String told = "";
  private String filter = "";
  private int from;
  private List<Row> rows = List.of();
  private @Nullable Row chosen;
  private int at; // of it among those that can be chosen
  private @Nullable Row acted;
  private boolean slid;
  private boolean helps;

  View(Styles styles, Doings doings) {
    this.styles = styles;
    this.doings = doings;
  }

  void looked(Look now, long seconds) {
    look = now;
    gone = "";
    hasLooked = true;
    spending.spent(seconds, Header.spent(now, doings));
  }

  boolean hasLooked() {
    return hasLooked;
  }

  void gone(String why) {
    gone = why;
  }

  void tell(String line) {
    told = line;
  }

  void filter(String words) {
    filter = words;
    acted = chosen;
  }

  /** The person did something about it: when it goes, they know why. */
  void acted(Row row) {
    acted = row;
  }

  /** Whether another line took the place of the chosen one by itself; told once. */
  boolean hasSlid() {
    boolean told = slid;
    slid = false;
    return told;
  }

  void help(boolean on) {
    helps = on;
  }

  boolean helps() {
    return helps;
  }

  /** What keys are about; null without a line. */
  @Nullable Row chosen() {
    return chosen;
  }

  /** Chooses another line, so many further down, or up. */
  void move(int lines) {
    List<Row> all = rows.stream().filter(Row::canBeChosen).toList();
    if (!all.isEmpty()) {
      at = Math.clamp((long) at + lines, 0, all.size() - 1);
      chosen = all.get(at);
      slid = false;
    }
  }

  /**
   * The lines of the screen but for the last.
   *
   * @param page that lies on the list; null for none
   */
  List<AttributedString> body(int columns, int height, @Nullable Shown page) {
    List<AttributedString> lines = new ArrayList<>();
    Instant now = Instant.now();
    String head = hasLooked ? Header.of(look, spending.line(), now) : "agentpool top";
    add(lines, Colour.BOLD, Columns.clean(head), columns);
    if (!gone.isEmpty()) {
      String why = "the daemon is gone (" + gone + "); looked for again and again";
      add(lines, Colour.RED, Columns.clean(why), columns);
    }
    rows = Rows.of(look, look.ids(true), doings, now, columns, filter);
    choose();
    int room = Math.max(0, height - lines.size());
    if (helps) {
      HELP.stream().limit(room).forEach(line -> add(lines, Colour.PLAIN, line, columns));
    } else if (page != null) {
      if (room > 0) {
        add(lines, Colour.BOLD, "== " + Columns.clean(page.title()) + " ==", columns);
      }
      lines.addAll(page.lines(columns, Math.max(0, room - 1)));
    } else {
      list(lines, columns, room);
    }
    return lines.subList(0, Math.min(lines.size(), height));
  }

  private void list(List<AttributedString> lines, int columns, int room) {
    if (rows.stream().noneMatch(Row::canBeChosen)) {
      String none =
          filter.isEmpty()
              ? "no pool yet: agentpool init makes one"
              : "nothing has these words in it";
      add(lines, Colour.DIM, hasLooked ? none : "looking…", columns);
      return;
    }
    int row = Math.max(0, rows.indexOf(chosen));
    from = Math.clamp(from, Math.max(0, row - room + 1), row);
    from = row <= 1 ? 0 : Math.min(from, Math.max(0, rows.size() - room)); // with its heading
    for (Row each : rows.subList(from, Math.min(rows.size(), from + room))) {
      boolean isHeading = each.kind() == Row.Kind.HEADING;
      boolean isChosen = each == chosen;
      String text = isHeading ? each.text() : (isChosen ? "> " : "  ") + each.text();
      lines.add(
          isChosen
              ? styles.chosen(each.colour(), text, columns)
              : styles.line(each.colour(), text, columns));
    }
  }

  /** The same thing as before; where it is gone, what stands in its place now. */
  private void choose() {
    List<Row> all = rows.stream().filter(Row::canBeChosen).toList();
    Row before = chosen;
    int same = -1;
    for (int at = 0; before != null && at < all.size(); at++) {
      same = all.get(at).isSameAs(before) ? at : same;
    }
    if (same < 0 && before != null) {
      slid = acted == null || !acted.isSameAs(before);
    }
    at = same < 0 ? Math.clamp(at, 0, Math.max(0, all.size() - 1)) : same;
    chosen = all.isEmpty() ? null : all.get(at);
  }

  /** The last line of the screen. */
  AttributedString foot(int columns, boolean onPage) {
    if (!told.isEmpty()) {
      return styles.line(Colour.YELLOW, Columns.clean(told), columns);
    }
    String keys = onPage || helps ? PAGE_KEYS : KEYS;
    String only = filter.isEmpty() || onPage ? "" : "only \"" + Columns.clean(filter) + "\"  ";
    return styles.line(Colour.DIM, only + keys, columns);
  }

  private void add(List<AttributedString> lines, Colour colour, String text, int columns) {
    lines.add(styles.line(colour, text, columns));
  }
}
