package dev.agentpool.settings;

/** What an agent may do unasked; the vendors' own names (spec slot-pool 2.5). */
public enum PermissionMode {
  DEFAULT("default"),
  ACCEPT_EDITS("acceptEdits"),
  BYPASS_PERMISSIONS("bypassPermissions"),
  DONT_ASK("dontAsk"),
  PLAN("plan"),
  AUTO("auto");

  private final String wireName;

  PermissionMode(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
