package dev.agentpool.knowledge.curation;

import dev.agentpool.document.Fingerprint;
import dev.agentpool.knowledge.Change;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An expert as curation sees it.
 *
 * @param stateBytes of its {@code state.md}
 * @param logs how many sessions' logs there are
 * @param findings what counting tells of it
 */
public record ExpertLook(
    String name, boolean isShared, long stateBytes, int logs, List<Finding> findings) {
  private static final Set<Source> CARE = EnumSet.of(Source.CURATION, Source.SEED, Source.RULE);

  public ExpertLook {
    findings = List.copyOf(findings);
  }

  /**
   * A print of what experts know that changes with each change but those of curation itself, so
   * that curation never is its own reason.
   */
  public static String print(List<ExpertStores> experts) {
    List<String> parts = new ArrayList<>();
    for (ExpertStores expert : experts) {
      parts.add(expert.own().folder() + " " + newest(expert.own()));
      expert.project().ifPresent(store -> parts.add(store.folder() + " " + newest(store)));
    }
    return parts.isEmpty() ? "" : Fingerprint.ofTexts(parts).value();
  }

  private static long newest(KnowledgeStore store) {
    long newest = store.read().entries().isEmpty() ? 0 : 1;
    for (Change change : store.history()) {
      if (!CARE.contains(change.origin().source())) {
        newest = Math.max(newest, change.n() + 1);
      }
    }
    return newest;
  }
}
