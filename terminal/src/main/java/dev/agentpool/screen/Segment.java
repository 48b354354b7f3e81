package dev.agentpool.screen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that one wrote.
 *
 * @param lines without the mark that shows whose they are
 */
record Segment(Who who, List<String> lines) {
  /** Who wrote them. */
  enum Who {
    /** We, as the program shows it again. */
    PROMPT,
    AGENT,
    TOOL
  }

  Segment {
    lines = List.copyOf(lines);
  }

  String text() {
    return ResultBlock.plain(lines);
  }

  /**
   * Where nothing shows who writes, all of it is the agent's. Where something does, what stands
   * above the first sign of it is the end of something that is out of sight: nobody's word.
   */
  static List<Segment> of(List<String> lines, Layout layout) {
    List<Segment> segments = new ArrayList<>();
    Who who = layout.tellsWhoSpeaks() ? Who.TOOL : Who.AGENT;
    List<String> mine = new ArrayList<>();
    for (String line : lines) {
      if (layout.isAside(line)) {
        continue;
      }
      Who begins = begins(line, layout);
      if (begins != null) {
        add(segments, who, mine);
        who = begins;
        mine = new ArrayList<>();
      }
      mine.add(begins == null ? line : unmarked(line));
    }
    add(segments, who, mine);
    return segments;
  }

  private static void add(List<Segment> segments, Who who, List<String> lines) {
    if (lines.stream().anyMatch(line -> !line.isBlank())) {
      segments.add(new Segment(who, lines));
    }
  }

  private static @Nullable Who begins(String line, Layout layout) {
    if (Layout.begins(layout.echo(), line)) {
      return Who.PROMPT;
    }
    if (Layout.begins(layout.tool(), line)) {
      return Who.TOOL;
    }
    return Layout.begins(layout.said(), line) ? Who.AGENT : null;
  }

  /** The mark and a blank are as wide as what its further lines are set in by. */
  private static String unmarked(String line) {
    int mark = 0;
    while (mark < line.length() && line.charAt(mark) == ' ') {
      mark++;
    }
    int end = line.offsetByCodePoints(mark, mark < line.length() ? 1 : 0);
    return " ".repeat(mark + 1) + line.substring(end);
  }
}
