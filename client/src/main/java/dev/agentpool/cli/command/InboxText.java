package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inbox as lines: a section after the other, each thing with its age, cause and what helps. */
final class InboxText {
  private static final int LONGEST = 110;
  private static final int WHOLE = 10_000;

  /** How far in the lines below a thing's first one stand. */
  static final int IN = 10;

  private final Instant now;
  private final ShownIds ids;
  private final boolean isWide;
  private final boolean isCut;
  private final Map<String, Json> questions;
  private int number;

  /**
   * @param sections all that are shown, by whose ids each is told apart
   * @param questions those of them that are known whole
   */
  InboxText(Instant now, Terminal terminal, List<Json> sections, List<Json> questions) {
    this.now = now;
    this.isWide = terminal.isWide();
    this.isCut = terminal.isForGlance();
    this.questions =
        questions.stream()
            .collect(Collectors.toMap(question -> question.text("id"), question -> question));
    List<String> shown = new ArrayList<>();
    for (Json section : sections) {
      for (Json item : section.get("items").items()) {
        shown.add(item.text("id"));
        shown.addAll(AskerText.ids(item));
      }
    }
    this.ids = ShownIds.on(terminal, shown);
  }

  /** Nothing of a section with nothing in it. */
  List<Screen.Line> of(Json section) {
    return of(section, false, null);
  }

  /**
   * The same where questions are answered in place: by their numbers.
   *
   * @param first the first question, whole; null when that is not known
   */
  List<Screen.Line> numbered(Json section, @Nullable Json first) {
    return of(section, true, first);
  }

  /** What stands still, with what goes on when it does. */
  List<Screen.Line> paused(Json section, Json inbox) {
    List<Screen.Line> lines = new ArrayList<>();
    heading(lines, section);
    List<Json> paused = inbox.get("paused").items();
    List<Json> held = inbox.get("held").items();
    paused.forEach(standing -> plain(lines, "  " + Standing.line(standing.get("pause"))));
    held.forEach(hold -> plain(lines, "  " + Standing.held(hold)));
    section.get("items").items().stream()
        .skip((long) paused.size() + held.size()) // the same in fewer words
        .forEach(schedule -> item(lines, schedule));
    return lines;
  }

  private static void heading(List<Screen.Line> lines, Json section) {
    String name = section.text("name");
    if (section.number("total") > 0) {
      lines.add(
          new Screen.Line(
              name.equals("needs_you")
                  ? Colour.YELLOW
                  : name.equals("failed") ? Colour.RED : Colour.PLAIN,
              title(name) + " (" + section.number("total") + ")"));
    }
  }

  private List<Screen.Line> of(Json section, boolean isNumbered, @Nullable Json first) {
    List<Screen.Line> lines = new ArrayList<>();
    heading(lines, section);
    for (Json item : section.get("items").items()) {
      if (isNumbered && item.text("kind").equals("question")) {
        question(lines, item, first);
      } else {
        item(lines, item);
      }
    }
    long more = section.number("total") - section.get("items").items().size();
    if (more > 0) {
      plain(lines, "  … and " + more + " more");
    }
    return lines;
  }

  private void item(List<Screen.Line> lines, Json item) {
    String id = item.text("id");
    plain(
        lines,
        "  "
            + age(item)
            + (item.text("kind").equals("pause") ? "" : ids.of(id) + "  ")
            + (isWide ? item.text("pool") + "  " : "")
            + Text.oneLine(Tasks.inInbox(item), isCut ? LONGEST : WHOLE));
    below(lines, "asked by ", AskerText.of(item, ids));
    below(lines, "waiting: ", waiting(item));
    below(lines, "→ ", next(item));
  }

  /** What waits for the answer to a question about money. */
  private String waiting(Json item) {
    Json question = questions.get(item.text("id"));
    return question == null ? "" : QuestionText.waiting(question);
  }

  private static void below(List<Screen.Line> lines, String name, String text) {
    if (!text.isEmpty()) {
      plain(lines, " ".repeat(IN) + name + text);
    }
  }

  private String next(Json item) {
    String id = item.text("id");
    return id.isEmpty() ? item.text("next") : item.text("next").replace(id, ids.of(id));
  }

  /** What is asked stands first, for a narrow terminal shows no more. */
  private void question(List<Screen.Line> lines, Json item, @Nullable Json first) {
    number++;
    plain(
        lines,
        String.format(Locale.ROOT, "%3d  ", number)
            + age(item)
            + Text.oneLine(item.text("cause"), LONGEST));
    if (first != null && first.text("id").equals(item.text("id"))) {
      int option = 0;
      for (Json one : first.get("options").items()) {
        plain(lines, "       " + ++option + "  " + one.textOrNull());
      }
    }
    String asker = AskerText.of(item, ids);
    plain(lines, "     " + item.text("id") + (asker.isEmpty() ? "" : ", asked by " + asker));
  }

  private static void plain(List<Screen.Line> lines, String text) {
    lines.add(new Screen.Line(Colour.PLAIN, text));
  }

  private static String title(String name) {
    return switch (name) {
      case "needs_you" -> "NEEDS YOU";
      case "failed" -> "FAILED, not seen";
      case "done" -> "DONE, not seen";
      case "working" -> "WORKING";
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  private String age(Json item) {
    Duration age = Duration.between(Instant.ofEpochMilli(item.number("since_ms")), now);
    long seconds = Math.max(0, age.toSeconds());
    String shown =
        seconds < 60
            ? seconds + "s"
            : seconds < 3_600
                ? seconds / 60 + "m"
                : seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    return String.format(Locale.ROOT, "%-8s", shown);
  }
}
