package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Brief;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tasks under way together as lines: how each stands, what its agent does now, what it took; and a
 * line over all. Where there is no room for each, those that run go first, and those that ended
 * last.
 *
 * @param tasks as they were told last; those of which nothing was told yet wait
 * @param titles of all, in the order in which they are shown
 */
record FanOutLines(
    ShownIds ids,
    Map<String, String> titles,
    Map<String, Json> tasks,
    Doings doings,
    Instant now,
    boolean unicode) {
  private static final int SLOT_FROM = 70;
  private static final int TITLE_LEAST = 16;

  List<Screen.Line> within(Size room) {
    List<String> all = List.copyOf(titles.keySet());
    List<String> shown = new ArrayList<>(all);
    int most = Math.max(0, room.rows() - 1);
    if (shown.size() > most) {
      shown.sort(Comparator.comparingInt(this::rank)); // stable: else in their order
      shown = new ArrayList<>(shown.subList(0, most));
      shown.sort(Comparator.comparingInt(all::indexOf));
    }
    List<Screen.Line> lines = new ArrayList<>();
    int idWidth = titles.keySet().stream().mapToInt(id -> ids.of(id).length()).max().orElse(0);
    for (String id : shown) {
      lines.add(new Screen.Line(Colour.ofState(state(id)), line(id, idWidth, room.columns())));
    }
    lines.add(new Screen.Line(Colour.DIM, summary(all.size() - shown.size())));
    return lines;
  }

  private Json task(String id) {
    return tasks.getOrDefault(id, new Json(null));
  }

  private String state(String id) {
    String state = task(id).text("state");
    return state.isEmpty() ? "pending" : state;
  }

  private int rank(String id) {
    String state = state(id);
    return state.equals("running") ? 0 : Tasks.hasEnded(state) ? 2 : 1;
  }

  private String line(String id, int idWidth, int columns) {
    String state = state(id);
    String slot = task(id).text("slot_id");
    String facts =
        Mark.of(state, unicode)
            + " "
            + padded(ids.of(id), idWidth)
            + "  "
            + padded(state.equals("pending_review") ? "review" : state, 9)
            + (columns < SLOT_FROM ? "" : "  " + padded(slot.isEmpty() ? "-" : slot, 8))
            + padded("  " + time(id), 8)
            + padded("  " + Brief.dollars(microdollars(id)), 8)
            + " ";
    String title = titles.getOrDefault(id, "");
    String now = now(id);
    if (now.isEmpty()) {
      return facts + title;
    }
    int rest = columns - facts.length() - 2;
    return facts + Text.fit(title, Math.max(TITLE_LEAST, rest * 2 / 5)) + "  " + now;
  }

  /** What the agent of one that runs does, why one waits or failed. */
  private String now(String id) {
    String state = state(id);
    return state.equals("running")
        ? doings.now(id)
        : state.equals("completed") ? "" : Text.oneLine(Tasks.why(task(id)), 200);
  }

  private String time(String id) {
    Json task = task(id);
    long begun = task.number("started_at_ms");
    long ms =
        state(id).equals("running") && begun > 0
            ? Math.max(0, now.toEpochMilli() - begun)
            : task.number("elapsed_ms");
    return ms == 0 ? "-" : Text.duration(ms < 10_000 ? ms / 1_000 * 1_000 : ms).replace(".0s", "s");
  }

  private long microdollars(String id) {
    boolean isRunning = state(id).equals("running");
    return task(id).number("cost_microdollars") + (isRunning ? doings.microdollars(id) : 0);
  }

  private String summary(int left) {
    long ended = titles.keySet().stream().filter(id -> Tasks.hasEnded(state(id))).count();
    long failed = titles.keySet().stream().filter(id -> Tasks.hasFailed(state(id))).count();
    long spent = titles.keySet().stream().mapToLong(this::microdollars).sum();
    return ended
        + " of "
        + titles.size()
        + " ended"
        + (failed == 0 ? "" : ", " + failed + " without success")
        + ", "
        + Brief.dollars(spent)
        + (left == 0 ? "" : ", " + left + " not shown")
        + (ended == titles.size() ? "" : "; Ctrl-C leaves them running");
  }

  private static String padded(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }
}
