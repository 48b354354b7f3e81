package dev.agentpool.settings;

/** What becomes of work when the MCP client that waits for it cancels its call. */
public enum OnClientCancel {
  DETACH("detach"),
  CANCEL("cancel");

  private final String wireName;

  OnClientCancel(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
