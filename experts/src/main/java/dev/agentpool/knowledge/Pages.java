package dev.agentpool.knowledge;

import dev.agentpool.knowledge.markdown.Block;
import dev.agentpool.knowledge.markdown.Blocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the entries of a text are from: an entry that was there keeps its origin. */
final class Pages {
  private Pages() {}

  /**
   * The page of a text.
   *
   * @param counting what of it counts; entries that only that has are attested too
   * @param fresh the origin of an entry that was not there, by its key
   */
  static Book.Page of(
      String text, String counting, List<Attested> before, Function<String, Origin> fresh) {
    Map<String, Deque<Origin>> known = origins(before);
    List<Attested> entries = new ArrayList<>();
    for (Block block : Blocks.of(text)) {
      attest(block, known, fresh, entries);
    }
    Set<String> there = entries.stream().map(Attested::key).collect(Collectors.toSet());
    for (Block block : Blocks.of(counting)) {
      if (!there.contains(block.key())) {
        attest(block, known, fresh, entries);
      }
    }
    return new Book.Page(Digests.of(text), entries);
  }

  private static void attest(
      Block block,
      Map<String, Deque<Origin>> known,
      Function<String, Origin> fresh,
      List<Attested> entries) {
    if (!block.isHeading()) {
      Deque<Origin> origins = known.get(block.key());
      entries.add(
          new Attested(
              block.key(),
              origins == null || origins.isEmpty() ? fresh.apply(block.key()) : origins.pop()));
    }
  }

  private static Map<String, Deque<Origin>> origins(List<Attested> entries) {
    Map<String, Deque<Origin>> origins = new HashMap<>();
    entries.forEach(
        entry -> origins.computeIfAbsent(entry.key(), _ -> new ArrayDeque<>()).add(entry.origin()));
    return origins;
  }

  /** The entries of a file with their sections. */
  static List<Entry> entries(
      KnowledgeFile file, String text, String counting, List<Attested> attested, Origin unknown) {
    Map<String, Deque<Origin>> origins = origins(attested);
    Set<String> counts = keys(counting);
    List<Entry> entries = new ArrayList<>();
    list(file, text, origins, unknown, counts::contains, entries);
    Set<String> there = keys(text);
    List<Entry> more = new ArrayList<>();
    list(file, counting, origins, unknown, _ -> true, more);
    more.stream().filter(entry -> !there.contains(entry.key())).forEach(entries::add);
    return entries;
  }

  private static void list(
      KnowledgeFile file,
      String text,
      Map<String, Deque<Origin>> origins,
      Origin unknown,
      Function<String, Boolean> counts,
      List<Entry> entries) {
    List<Block> above = new ArrayList<>();
    for (Block block : Blocks.of(text)) {
      if (block.isHeading()) {
        above.removeIf(heading -> heading.level() >= block.level());
        above.add(block);
        continue;
      }
      String key = block.key();
      Deque<Origin> from = origins.get(key);
      Origin origin = from == null || from.isEmpty() ? unknown : from.pop();
      String section =
          above.stream()
              .map(heading -> heading.text().replaceFirst("^#+\\s*", ""))
              .collect(Collectors.joining(" > "));
      entries.add(new Entry(file, key, section, block.text(), origin, counts.apply(key)));
    }
  }

  static Set<String> keys(String text) {
    Set<String> keys = new HashSet<>();
    for (Block block : Blocks.of(text)) {
      if (!block.isHeading()) {
        keys.add(block.key());
      }
    }
    return keys;
  }
}
