package dev.agentpool.settings;

/** What a task does while its provider or project can run none. */
public enum WhenUnusable {
  WAIT("wait"),
  FAIL("fail");

  private final String wireName;

  WhenUnusable(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
