package dev.agentpool.former;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every key that the former control plane's configuration has (spec control-plane 4). */
final class FormerKeys {
  /** What may stand behind a key. */
  enum Kind {
    WHOLE("a whole number"),
    FLAG("true or false"),
    TEXT("a text"),
    TEXTS("a list of texts"),
    ANYTHING("anything");

    private final String told;

    Kind(String told) {
      this.told = told;
    }

    String told() {
      return told;
    }
  }

  /**
   * @param ours the setting that says the same here; empty when none does
   * @param why it has none; empty when it has one, or needs none
   */
  record Key(Kind kind, String ours, String why) {}

  private static final String OUR_FOLDERS = "agentpool keeps its own; what is in it is read once";
  private static final String PROTOCOLS =
      "agent CLIs are driven by their protocols, and by a terminal where they have none";
  private static final String HOLDS = "holds here, and cannot be switched off";
  private static final Map<String, Key> ALL = new LinkedHashMap<>();

  static {
    nothing("version", Kind.WHOLE, "");
    nothing("storage.db_path", Kind.TEXT, OUR_FOLDERS);
    nothing("storage.artifact_root", Kind.TEXT, OUR_FOLDERS);
    nothing("runtime", Kind.ANYTHING, PROTOCOLS);
    nothing("policy.require_explicit_provider", Kind.FLAG, HOLDS);
    nothing("policy.allow_auto_routing", Kind.FLAG, HOLDS);
    nothing("policy.never_allow_overage", Kind.FLAG, HOLDS + " but by allow_overage in [usage]");
    nothing("policy.require_human_approval_for_overage", Kind.FLAG, HOLDS);
    ours("policy.max_parallel_sessions", Kind.WHOLE, "sessions.max_parallel_sessions");
    ours("policy.allow_raw_keys", Kind.FLAG, "sessions.allow_raw_keys");
    ours("policy.require_worktree_for_edits", Kind.FLAG, "sessions.require_worktree_for_edits");
    ours("policy.allow_shared_repo_edits", Kind.FLAG, "sessions.allow_shared_repo_edits");
    ours("policy.allowed_providers", Kind.TEXTS, "sessions.allowed_providers");
    ours("policy.denied_providers", Kind.TEXTS, "sessions.denied_providers");
    ours("policy.default_isolation", Kind.TEXT, "settings.workspace");
    ours("policy.min_remaining_percent", Kind.WHOLE, "usage.min_remaining_percent");
    ours("policy.usage_stale_after_seconds", Kind.WHOLE, "usage.stale_after");
    ours("policy.usage_auto_refresh_after_seconds", Kind.WHOLE, "usage.auto_refresh_after");
    ours("policy.block_on_usage_statuses", Kind.TEXTS, "usage.block_on_statuses");
    ours("model_catalog_paths", Kind.TEXTS, "model_catalog_paths");
    nothing("providers", Kind.ANYTHING, "");
    nothing("custom_providers", Kind.ANYTHING, "");
  }

  private FormerKeys() {}

  private static void ours(String name, Kind kind, String ours) {
    ALL.put(name, new Key(kind, ours, ""));
  }

  private static void nothing(String name, Kind kind, String why) {
    ALL.put(name, new Key(kind, "", why));
  }

  static Map<String, Key> all() {
    return ALL;
  }
}
