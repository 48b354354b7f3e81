package dev.agentpool.knowledge.tool;

import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of an expert's knowledge tools show. */
final class Shown {
  private Shown() {}

  /**
   * All of it, by names in the order of letters.
   *
   * @param task that has seen it now; null for none
   */
  static Map<String, Object> all(ExpertStores stores, @Nullable String task) {
    Knowledge own = stores.own().read();
    Map<String, Object> all = new TreeMap<>();
    for (KnowledgeFile file : KnowledgeFile.values()) {
      all.put(file.word(), own.counts(file));
    }
    List<String> waiting = new ArrayList<>(waiting(own));
    if (task != null) {
      stores.own().saw(task, own.counting());
    }
    stores
        .project()
        .ifPresent(store -> {
          Knowledge project = store.read();
          if (!project.counts(KnowledgeFile.STATE).isEmpty()) {
            all.put("project_state", project.counts(KnowledgeFile.STATE));
          }
          waiting.addAll(waiting(project));
          if (task != null) {
            store.saw(task, project.counting());
          }
        });
    if (!waiting.isEmpty()) {
      all.put("waiting", waiting);
    }
    return all;
  }

  private static List<String> waiting(Knowledge knowledge) {
    return knowledge.waiting().stream()
        .map(wish ->
            wish.n()
                + ": "
                + wish.file().fileName()
                + " "
                + wish.what()
                + " by "
                + wish.origin().author()
                + ", waits for a person's word")
        .toList();
  }
}
