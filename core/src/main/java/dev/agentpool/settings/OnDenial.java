package dev.agentpool.settings;

/** What a denied tool does to a task that went on without it. */
public enum OnDenial {
  TELL("tell"),
  FAIL("fail");

  private final String wireName;

  OnDenial(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
