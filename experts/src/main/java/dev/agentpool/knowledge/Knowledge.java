package dev.agentpool.knowledge;

import java.util.List;
import java.util.Map;

/**
 * What an expert knows, at one moment.
 *
 * @param version the number of the newest change
 * @param texts the files as they are, trimmed
 * @param counting the files as far as they count, trimmed: what waits for a word is not in them
 * @param entries of all files, in their order
 * @param waiting what waits for a person's word, oldest first
 * @param flags what was named worth keeping for good
 * @param problems files that cannot be used, and why
 */
public record Knowledge(
    long version,
    Map<KnowledgeFile, String> texts,
    Map<KnowledgeFile, String> counting,
    List<Entry> entries,
    List<Waiting> waiting,
    List<Flag> flags,
    List<String> problems) {
  public Knowledge {
    texts = Map.copyOf(texts);
    counting = Map.copyOf(counting);
    entries = List.copyOf(entries);
    waiting = List.copyOf(waiting);
    flags = List.copyOf(flags);
    problems = List.copyOf(problems);
  }

  static Knowledge none(List<String> problems) {
    return new Knowledge(0, Map.of(), Map.of(), List.of(), List.of(), List.of(), problems);
  }

  /** As it is in the file; empty if there is none. */
  public String text(KnowledgeFile file) {
    return texts.getOrDefault(file, "");
  }

  /** As far as it counts. */
  public String counts(KnowledgeFile file) {
    return counting.getOrDefault(file, "");
  }

  /** Whether nothing is known yet that a task could build on; who one is, is not enough. */
  public boolean isEmpty() {
    return text(KnowledgeFile.STATE).isEmpty();
  }
}
