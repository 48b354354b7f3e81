package dev.agentpool.knowledge.curation;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.Flag;
import dev.agentpool.knowledge.KnowledgeFile;
import java.util.List;

/** Something that counting tells of what an expert knows. */
public sealed interface Finding {
  /**
   * An error that came again: it is worth a pattern in the identity.
   *
   * @param entries all of its kind, oldest first
   * @param times in how many tasks it was met
   */
  record Recurs(List<Entry> entries, int times) implements Finding {
    public Recurs {
      entries = List.copyOf(entries);
    }
  }

  /** An expert named it worth keeping for good. */
  record Flagged(Flag flag) implements Finding {}

  /**
   * The identity says it already: it can go from here.
   *
   * @param word for word, so that a rule may take it away
   */
  record Promoted(Entry entry, boolean word) implements Finding {}

  /** It is old, and no task that ended well had it in its prompt lately. */
  record Stale(Entry entry, long days) implements Finding {}

  /** A pattern with which more tasks failed than ended well. */
  record Doubtful(Entry entry, int completed, int failed) implements Finding {}

  /** A file that is near its bound. */
  record Full(KnowledgeFile file, int bytes) implements Finding {}
}
