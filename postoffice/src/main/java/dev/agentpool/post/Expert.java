package dev.agentpool.post;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.ExpertSettings;
import dev.agentpool.expert.Role;
import java.util.Optional;

/**
 * One of a pool to whom mail can be sent.
 *
 * @param settings complete
 */
public record Expert(ExpertName name, ExpertPlace place, ExpertSettings settings) {
  public Optional<Role> role() {
    return name.role();
  }

  public boolean isShared() {
    return place.isShared();
  }

  /** Whether sessions are started for it; for the concierge a person acts. */
  public boolean works() {
    return role().filter(role -> role == Role.CONCIERGE).isEmpty();
  }

  /** {@code pool}, {@code shared}, or its role. */
  public String kind() {
    return role().map(Role::word).orElse(isShared() ? "shared" : "pool");
  }
}
