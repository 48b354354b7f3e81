package dev.agentpool.knowledge;

import dev.agentpool.expert.ExpertPlace;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The stores of one expert.
 *
 * @param own who it is, what it knows, which errors it met; of an expert that pools share, what it
 *     knows in all of them
 * @param project what a shared expert knows of this pool's project alone; empty for others
 */
public record ExpertStores(KnowledgeStore own, Optional<KnowledgeStore> project) {
  public static ExpertStores of(ExpertPlace place, Handwriting handwriting) {
    return new ExpertStores(
        new KnowledgeStore(place.knowledge(), handwriting),
        place
            .projectState()
            .map(Path::getParent)
            .map(folder -> new KnowledgeStore(folder, handwriting)));
  }

  public boolean isShared() {
    return project.isPresent();
  }
}
