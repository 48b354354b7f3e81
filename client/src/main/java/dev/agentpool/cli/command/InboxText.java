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
import org.jspecify.annotations.Nullable;

/** The inbox as lines: a section after the other, each thing with its age, cause and what helps. */
final class InboxText {
  private static final int LONGEST = 110;
  private static final int WHOLE = 10_000;
  private final Instant now;
  private final ShownIds ids;
  private final boolean isWide;
  private int number;

  /**
   * @param sections all that are shown, by whose ids each is told apart
   */
  InboxText(Instant now, Terminal terminal, List<Json> sections) {
    this.now = now;
    this.isWide = terminal.isWide();
    this.ids =
        ShownIds.on(
            terminal,
            sections.stream()
                .flatMap(section -> section.get("items").items().stream())
                .map(item -> item.text("id"))
                .toList());
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

  private List<Screen.Line> of(Json section, boolean isNumbered, @Nullable Json first) {
    List<Screen.Line> lines = new ArrayList<>();
    if (section.number("total") == 0) {
      return lines;
    }
    String name = section.text("name");
    lines.add(
        new Screen.Line(
            name.equals("needs_you")
                ? Colour.YELLOW
                : name.equals("failed") ? Colour.RED : Colour.PLAIN,
            title(name) + " (" + section.number("total") + ")"));
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
            + Text.oneLine(Tasks.inInbox(item), isWide ? WHOLE : LONGEST));
    plain(lines, "          → " + next(item));
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
    plain(lines, "     " + item.text("id"));
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
