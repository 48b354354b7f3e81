package dev.agentpool.knowledge.choice;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.choice.Chosen.LeftOut;
import dev.agentpool.knowledge.markdown.Block;
import dev.agentpool.knowledge.markdown.Blocks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As much of a section as there is room for: half of the room for its newest entries, what is left
 * for those with which tasks ended well, all in the order of the file and below their headings.
 */
final class Extract {
  private static final int ROOM_OF_THE_NOTE = 200;
  private final Section section;
  private final List<Block> blocks;
  private final Set<Integer> taken = new HashSet<>();
  private int left;

  private Extract(Section section, int room) {
    this.section = section;
    this.blocks = Blocks.of(section.content());
    this.left = Math.max(0, room - ROOM_OF_THE_NOTE);
  }

  /** What came out, and its account. */
  record Result(String text, String seen, List<String> shown, LeftOut leftOut) {}

  static Result of(Section section, int room, Map<String, Figure> figures) {
    Extract extract = new Extract(section, room);
    int all = extract.left;
    extract.take(extract.byAge(), all / 2);
    extract.take(extract.byUse(figures), 0);
    extract.take(extract.byAge(), 0);
    return extract.result();
  }

  private Map<Integer, Instant> ages() {
    Map<String, Instant> newest = new HashMap<>();
    for (Entry entry : section.entries()) {
      newest.merge(entry.key(), entry.origin().at(), (a, b) -> a.isAfter(b) ? a : b);
    }
    Map<Integer, Instant> ages = new HashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (!blocks.get(i).isHeading()) {
        ages.put(i, newest.getOrDefault(blocks.get(i).key(), Instant.EPOCH));
      }
    }
    return ages;
  }

  /** Of the same age the later one, as files grow at their ends. */
  private List<Integer> byAge() {
    Map<Integer, Instant> ages = ages();
    return ages.keySet().stream()
        .sorted(
            Comparator.<Integer, Instant>comparing(ages::get)
                .thenComparing(Comparator.naturalOrder())
                .reversed())
        .toList();
  }

  private List<Integer> byUse(Map<String, Figure> figures) {
    return byAge().stream()
        .filter(i -> figures.getOrDefault(blocks.get(i).key(), Figure.NONE).completed() > 0)
        .sorted(
            Comparator.comparingDouble(
                    (Integer i) -> figures.getOrDefault(blocks.get(i).key(), Figure.NONE).worth())
                .reversed())
        .toList();
  }

  /** Takes those that fit, in this order, until only so much is left. */
  private void take(List<Integer> order, int until) {
    for (int i : order) {
      int cost = Choice.bytes(blocks.get(i).text()) + 2 + headings(i);
      if (!taken.contains(i) && left - cost >= until) {
        left -= cost;
        taken.add(i);
        above(i).forEach(taken::add);
      }
    }
  }

  private int headings(int entry) {
    return above(entry).stream()
        .filter(i -> !taken.contains(i))
        .mapToInt(i -> Choice.bytes(blocks.get(i).text()) + 2)
        .sum();
  }

  /** The headings that an entry stands below. */
  private List<Integer> above(int entry) {
    List<Integer> above = new ArrayList<>();
    int level = 7;
    for (int i = entry; i >= 0; i--) {
      if (blocks.get(i).isHeading() && blocks.get(i).level() < level) {
        level = blocks.get(i).level();
        above.add(i);
      }
    }
    return above;
  }

  private Result result() {
    List<Block> kept = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (taken.contains(i)) {
        kept.add(blocks.get(i));
      }
      if (!blocks.get(i).isHeading()) {
        (taken.contains(i) ? shown : gone).add(blocks.get(i).key());
      }
    }
    String seen = Blocks.text(kept).stripTrailing();
    String text = shown.isEmpty() ? head(section.content(), left) : seen;
    int missing = Choice.bytes(section.content()) - Choice.bytes(text);
    String note =
        "("
            + gone.size()
            + (gone.size() == 1 ? " entry is" : " entries are")
            + " left out here for want of room, "
            + missing
            + " bytes; the newest and the most useful are shown. The tool read_state has all.)";
    return new Result(
        text.isEmpty() ? note : text + "\n\n" + note,
        seen,
        shown,
        new LeftOut(section.heading(), gone, missing));
  }

  /** Where not even one entry fits: the beginning, to the end of a character. */
  private static String head(String text, int bytes) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes, all.length);
    while (end > 0 && end < all.length && (all[end] & 0xC0) == 0x80) {
      end--;
    }
    String head = new String(all, 0, end, StandardCharsets.UTF_8).stripTrailing();
    return head.isEmpty() ? "" : head + " …";
  }
}
