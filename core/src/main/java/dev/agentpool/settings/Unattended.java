package dev.agentpool.settings;

/** What becomes of an agent's question that no rule answers. */
public enum Unattended {
  /** It is denied at once: nobody is there. */
  DENY("deny"),
  /** What a person allowed for a while is allowed; the rest is denied at once. */
  ALLOW_LIST("allow list"),
  /** It waits for a person, and its attempt with it. */
  PARK("park");

  private final String wireName;

  Unattended(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
