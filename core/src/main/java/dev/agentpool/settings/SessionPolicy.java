package dev.agentpool.settings;

import java.util.Locale;

/** Which tasks are turns of one conversation with their agent. */
public enum SessionPolicy {
  /** Each task has one of its own. */
  PER_TASK,
  /** The tasks of a slot share one. */
  PER_SLOT,
  /** The steps of a plan share one, whichever slots run them. */
  PER_CHAIN,
  /** The tasks of a pool that name the same {@link SettingKeys#SESSION} share one. */
  NAMED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether tasks share one wherever they run: then they run one at a time. */
  public boolean movesBetweenSlots() {
    return switch (this) {
      case PER_TASK, PER_SLOT -> false;
      case PER_CHAIN, NAMED -> true;
    };
  }
}
