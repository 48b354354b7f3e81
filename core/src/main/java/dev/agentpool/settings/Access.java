package dev.agentpool.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an agent may do unasked, in words that mean the same with every CLI; {@code permission_mode}
 * is Claude Code's finer name for it.
 */
public enum Access {
  /** It looks, and changes nothing. */
  READ(PermissionMode.PLAN),
  /** It changes files of its workspace; what else it wants to run is asked for, or denied. */
  EDIT(PermissionMode.ACCEPT_EDITS),
  /** It does what it holds right. */
  FULL(PermissionMode.BYPASS_PERMISSIONS);

  private final PermissionMode mode;

  Access(PermissionMode mode) {
    this.mode = mode;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode that the word stands for. */
  PermissionMode mode() {
    return mode;
  }

  /** What a mode comes to. */
  public static Access of(PermissionMode mode) {
    return switch (mode) {
      case PLAN, DEFAULT, DONT_ASK -> READ;
      case ACCEPT_EDITS, AUTO -> EDIT;
      case BYPASS_PERMISSIONS -> FULL;
    };
  }

  static Map<String, Access> byName() {
    Map<String, Access> names = new LinkedHashMap<>();
    for (Access access : values()) {
      names.put(access.wireName(), access);
    }
    return names;
  }
}
