package dev.agentpool.knowledge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the files of a folder: what they were when they were last written or looked at,
 * where each entry is from, what waits.
 *
 * @param n the number of the newest change
 * @param pages of the files that were there
 * @param waiting the numbers of what waits, oldest first
 * @param flags what was named worth keeping for good
 */
record Book(long n, Map<KnowledgeFile, Page> pages, List<Long> waiting, List<Flag> flags) {
  static final Book EMPTY = new Book(0, Map.of(), List.of(), List.of());

  /** A file: the digest of its text, its entries in their order. */
  record Page(String digest, List<Attested> entries) {
    Page {
      entries = List.copyOf(entries);
    }
  }

  Book {
    pages = Map.copyOf(pages);
    waiting = List.copyOf(waiting);
    flags = List.copyOf(flags);
  }

  Optional<Page> page(KnowledgeFile file) {
    return Optional.ofNullable(pages.get(file));
  }

  Book with(long number, KnowledgeFile file, Page page) {
    Map<KnowledgeFile, Page> next = new EnumMap<>(KnowledgeFile.class);
    next.putAll(pages);
    next.put(file, page);
    return new Book(number, next, waiting, flags);
  }

  Book waits(long number, List<Long> all) {
    return new Book(number, pages, all, flags);
  }

  Book flagged(List<Flag> all) {
    return new Book(n, pages, waiting, all);
  }
}
