package dev.agentpool.knowledge.tool;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.paper.GoText;
import java.util.List;
import java.util.stream.Stream;

/**
 * Those of a pool.
 *
 * @param experts the pool's own by name, then the shared ones as the pool's file has them
 * @param roles architect, researcher, concierge
 */
public record Neighbours(List<ExpertPlace> experts, List<ExpertPlace> roles) {
  public Neighbours {
    experts = List.copyOf(experts);
    roles = List.copyOf(roles);
  }

  Stream<ExpertPlace> all() {
    return Stream.concat(experts.stream(), roles.stream());
  }

  /** Only one that the pool has: no name leads elsewhere. */
  ExpertPlace find(String name) throws ToolRefusal {
    if (!ExpertName.isName(name)) {
      throw new ToolRefusal(ExpertName.problem(name));
    }
    return all()
        .filter(place -> place.name().value().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ToolRefusal(
                "expert "
                    + GoText.quoted(name)
                    + " not found in pool config (check [experts] or [shared] sections)"));
  }
}
