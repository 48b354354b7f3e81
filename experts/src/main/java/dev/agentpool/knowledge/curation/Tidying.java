package dev.agentpool.knowledge.curation;

import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What curation does by itself: what the identity says word for word is taken out of state and
 * errors. Each of it is a change that can be undone.
 */
public final class Tidying {
  private static final String RULES = "curation";

  private Tidying() {}

  /** What was changed. */
  public static List<Changed.Done> of(KnowledgeStore store, List<Finding> findings, Instant now) {
    Map<KnowledgeFile, Set<String>> keys = new EnumMap<>(KnowledgeFile.class);
    for (Finding finding : findings) {
      if (finding instanceof Finding.Promoted(var entry, boolean word) && word) {
        keys.computeIfAbsent(entry.file(), _ -> new HashSet<>()).add(entry.key());
      }
    }
    Origin origin = Origin.of(RULES, null, now, Source.RULE);
    return keys.entrySet().stream()
        .map(file ->
            store.remove(
                file.getKey(), file.getValue(), "taken out: the identity says it already", origin))
        .filter(Changed.Done.class::isInstance)
        .map(Changed.Done.class::cast)
        .toList();
  }
}
