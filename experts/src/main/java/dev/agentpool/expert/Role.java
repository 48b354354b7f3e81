package dev.agentpool.expert;

import java.util.Locale;
import java.util.Optional;

/** The three that every pool has besides its experts; their names are taken. */
public enum Role {
  /** makes contracts of plans, hands out tasks, verifies */
  ARCHITECT,
  /** cares for what the experts know */
  RESEARCHER,
  /** speaks for the person; is never started */
  CONCIERGE;

  /** How it is called, and its folder. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public ExpertName expert() {
    return new ExpertName(word());
  }

  /** Capitals count: {@code Architect} is an expert like any other. */
  public static Optional<Role> of(String name) {
    for (Role role : values()) {
      if (role.word().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
