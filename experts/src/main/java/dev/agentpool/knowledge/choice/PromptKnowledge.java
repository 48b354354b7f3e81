package dev.agentpool.knowledge.choice;

import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Knowledge;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.choice.Section.Layer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the knowledge of a task's prompt, and keeps what was in it. */
public final class PromptKnowledge {
  private PromptKnowledge() {}

  /**
   * For an attempt of a task; a later attempt's takes the place of an earlier one's.
   *
   * @param usualIdentity who the expert is where its own file says nothing; empty if nobody
   */
  public static Chosen of(
      ExpertStores expert, String usualIdentity, String task, Instant at, Bound bound) {
    Knowledge own = expert.own().read();
    Optional<Knowledge> project = expert.project().map(store -> store.read());
    List<Section> sections = Section.of(own, project, usualIdentity);
    Uses uses = new Uses(expert.own().folder());
    Chosen chosen = Choice.of(sections, bound, uses.read().figures());
    if (!sections.isEmpty()) {
      expert.own().saw(task, seen(chosen, Layer.OWN));
      expert.project().ifPresent(store -> store.saw(task, seen(chosen, Layer.PROJECT)));
      uses.began(
          new TaskUse(
              task,
              at,
              own.version(),
              project.map(Knowledge::version).orElse(0L),
              chosen.shown(),
              chosen.leftOut().stream().mapToInt(left -> left.keys().size()).sum(),
              null));
    }
    return chosen;
  }

  private static Map<KnowledgeFile, String> seen(Chosen chosen, Layer layer) {
    Map<KnowledgeFile, String> seen = new EnumMap<>(KnowledgeFile.class);
    chosen
        .seen()
        .forEach((section, text) -> {
          if (section.layer() == layer) {
            seen.put(section.file(), text);
          }
        });
    return seen;
  }
}
