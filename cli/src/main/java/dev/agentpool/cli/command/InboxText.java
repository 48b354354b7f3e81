package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The inbox as lines: a section after the other, each thing with its age, cause and what helps. */
final class InboxText {
  private static final int LONGEST = 110;
  private final Terminal terminal;
  private final Instant now;

  InboxText(Terminal terminal, Instant now) {
    this.terminal = terminal;
    this.now = now;
  }

  /** Prints nothing for a section with nothing in it; returns whether it had something. */
  boolean print(Json section) {
    if (section.number("total") == 0) {
      return false;
    }
    String name = section.text("name");
    terminal.printRow(
        name.equals("needs_you")
            ? Colour.YELLOW
            : name.equals("failed") ? Colour.RED : Colour.PLAIN,
        title(name) + " (" + section.number("total") + ")");
    for (Json item : section.get("items").items()) {
      item(item);
    }
    long more = section.number("total") - section.get("items").items().size();
    if (more > 0) {
      terminal.print("  … and " + more + " more");
    }
    return true;
  }

  private void item(Json item) {
    String id = item.text("id");
    terminal.print(
        "  "
            + String.format(Locale.ROOT, "%-8s", age(item.number("since_ms")))
            + (item.text("kind").equals("pause") ? "" : id + "  ")
            + Text.oneLine(item.text("cause"), LONGEST));
    terminal.print("          → " + item.text("next"));
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

  private String age(long since) {
    Duration age = Duration.between(Instant.ofEpochMilli(since), now);
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 60
        ? seconds + "s"
        : seconds < 3_600
            ? seconds / 60 + "m"
            : seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }
}
