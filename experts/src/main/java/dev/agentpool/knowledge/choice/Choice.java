package dev.agentpool.knowledge.choice;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.choice.Chosen.LeftOut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the knowledge of a prompt (spec expert-pool 10.3). What fits goes in word for word. Where
 * it does not fit, each section has its share of the room, a small one leaves the rest of its share
 * to the others, and each that is cut says so.
 */
public final class Choice {
  private Choice() {}

  /**
   * Chooses.
   *
   * @param figures how the entries' tasks ended so far
   */
  public static Chosen of(List<Section> sections, Bound bound, Map<String, Figure> figures) {
    Map<Section, Integer> rooms = rooms(sections, bound.bytes());
    StringBuilder text = new StringBuilder();
    List<String> shown = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Map<Section, String> seen = new LinkedHashMap<>();
    rooms.forEach((section, room) -> {
      text.append(title(section));
      if (bytes(section.content()) <= room) {
        text.append(section.content());
        seen.put(section, section.content());
        section.entries().stream().map(Entry::key).forEach(shown::add);
      } else {
        Extract.Result extract = Extract.of(section, room, figures);
        text.append(extract.text());
        seen.put(section, extract.seen());
        shown.addAll(extract.shown());
        leftOut.add(extract.leftOut());
      }
      text.append("\n\n");
    });
    return new Chosen(text.toString(), seen, shown, leftOut);
  }

  private static String title(Section section) {
    return "## " + section.heading() + "\n\n";
  }

  /**
   * The room of each section's content; a share that is not needed goes to those that need more.
   */
  private static Map<Section, Integer> rooms(List<Section> sections, int bytes) {
    Map<Section, Integer> rooms = new LinkedHashMap<>();
    sections.forEach(section -> rooms.put(section, 0));
    List<Section> open = new ArrayList<>(rooms.keySet());
    long left = bytes;
    for (Section section : open) {
      left -= bytes(title(section)) + 2;
    }
    boolean given = true;
    while (given && !open.isEmpty()) {
      given = false;
      long weights = open.stream().mapToInt(Section::weight).sum();
      long round = left;
      for (Section section : List.copyOf(open)) {
        int needed = bytes(section.content());
        if (needed <= round * section.weight() / weights) {
          rooms.put(section, needed);
          open.remove(section);
          left -= needed;
          given = true;
        }
      }
    }
    long weights = open.stream().mapToInt(Section::weight).sum();
    for (Section section : open) {
      rooms.put(section, (int) Math.max(0, left * section.weight() / weights));
    }
    return rooms;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
