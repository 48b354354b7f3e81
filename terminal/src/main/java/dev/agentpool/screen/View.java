package dev.agentpool.screen;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A screen taken apart by its layout.
 *
 * @param lines all of them, without blank ones at the end
 * @param said where the echo of our prompt ends; 0 when it is not in sight
 * @param body where what one types into begins; the number of lines when it is not there
 * @param input what stands in it; null when there is no box
 * @param footer what stands below it
 * @param reply who said what since the last prompt
 */
record View(
    List<String> lines,
    int said,
    int body,
    @Nullable List<String> input,
    List<String> footer,
    List<Segment> reply,
    String title) {
  private static final int TAIL = 1_200;

  /** Colours and links, which a screen may have been recorded with. */
  private static final Pattern DRESS =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]" + "|\u001b\\][^\u0007\u001b\\n]*(?:\u0007|\u001b\\\\)");

  private static final String TASK = "Task:";
  private static final int LONG_ENOUGH = 12;

  /**
   * @param asked the last line of the prompt, which a program without signs of its own shows again;
   *     empty when it is not known
   */
  static View of(String text, String title, String asked, Layout layout) {
    List<String> lines =
        DRESS
            .matcher(text)
            .replaceAll("")
            .replace('\u00a0', ' ')
            .stripTrailing()
            .lines()
            .map(String::stripTrailing)
            .toList();
    int below = last(lines, lines.size(), layout);
    int above = last(lines, below, layout);
    boolean box =
        above >= 0 && below > above + 1 && Layout.begins(layout.input(), lines.get(above + 1));
    int body = box ? above : lines.size();
    int said = layout.echo() == null ? afterTheEcho(lines.subList(0, body), asked) : 0;
    return new View(
        lines,
        said,
        body,
        box ? lines.subList(above + 1, below) : null,
        box ? lines.subList(below + 1, lines.size()) : List.of(),
        sinceTheLastPrompt(Segment.of(lines.subList(said, body), layout)),
        title);
  }

  /** Where our own prompt ends: its last line, or the last piece of it, below the line "Task:". */
  private static int afterTheEcho(List<String> lines, String asked) {
    String wanted = asked.strip();
    int task = -1;
    for (int i = 0; i < lines.size(); i++) {
      task = lines.get(i).strip().equals(TASK) ? i : task;
    }
    for (int i = task + 1; task >= 0 && !wanted.isEmpty() && i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean whole = line.equals(wanted);
      if (whole || line.length() >= LONG_ENOUGH && wanted.endsWith(line)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int last(List<String> lines, int before, Layout layout) {
    for (int i = before - 1; i >= 0; i--) {
      if (Layout.begins(layout.box(), lines.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static List<Segment> sinceTheLastPrompt(List<Segment> all) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).who() == Segment.Who.PROMPT) {
        return all.subList(i + 1, all.size());
      }
    }
    return all;
  }

  /** Null when it is not there. */
  @Nullable String text(Region region, int count) {
    return switch (region) {
      case SCREEN -> String.join("\n", lines);
      case LAST -> String.join("\n", last(count));
      case TAIL -> tail();
      case PROMPT -> prompt(tail());
      case INPUT -> input == null ? null : String.join("\n", input);
      case FOOTER -> input == null ? null : String.join("\n", footer);
      case REPLY -> String.join("\n", reply.stream().map(Segment::text).toList());
      case SAID -> lastSaid();
      case END -> reply.isEmpty() ? null : reply.getLast().text();
      case TITLE -> title;
    };
  }

  private @Nullable String lastSaid() {
    for (int i = reply.size() - 1; i >= 0; i--) {
      if (reply.get(i).who() == Segment.Who.AGENT) {
        return reply.get(i).text();
      }
    }
    return null;
  }

  /** All that the agent itself said since the last prompt, a piece each. */
  List<List<String>> words() {
    return reply.stream()
        .filter(segment -> segment.who() == Segment.Who.AGENT)
        .map(Segment::lines)
        .toList();
  }

  List<String> last(int count) {
    List<String> shown =
        lines.subList(said, lines.size()).stream().filter(line -> !line.isBlank()).toList();
    return shown.subList(Math.max(0, shown.size() - count), shown.size());
  }

  private String tail() {
    String text = String.join("\n", lines.subList(said, lines.size())).strip();
    int points = text.codePointCount(0, text.length());
    return points <= TAIL ? text : text.substring(text.offsetByCodePoints(0, points - TAIL));
  }

  private static String prompt(String tail) {
    List<String> lines = tail.lines().toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).matches("›\\s+(?!\\d[.)]?\\s).*")) {
        return String.join("\n", lines.subList(i, lines.size()));
      }
    }
    return tail;
  }
}
