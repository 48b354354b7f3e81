package dev.agentpool.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the control plane calls a provider (spec control-plane 2, 4), beside what the setting {@code
 * provider} calls it. Both are understood; the control plane's own answers tell the first.
 */
public final class ProviderIds {
  private static final String CLAUDE = "claude";
  private static final String CLAUDE_CODE = "claude-code";

  /** A name as people read it, and whose it is; others are made of their ids. */
  private static final Map<String, String> NAMES =
      Map.of(
          CLAUDE_CODE,
          "Claude Code",
          "codex-cli",
          "Codex CLI",
          "cursor-cli",
          "Cursor Agent CLI",
          "opencode",
          "OpenCode",
          "copilot-cli",
          "GitHub Copilot CLI",
          "droid-cli",
          "Droid CLI",
          "devin-cli",
          "Devin CLI",
          "gemini-cli",
          "Gemini CLI",
          "qwen-code",
          "Qwen Code",
          "scripted",
          "Scripted agent");

  private static final Map<String, String> VENDORS =
      Map.of(
          CLAUDE_CODE,
          "Anthropic",
          "codex-cli",
          "OpenAI",
          "cursor-cli",
          "Cursor",
          "opencode",
          "OpenCode",
          "copilot-cli",
          "GitHub",
          "droid-cli",
          "Factory",
          "devin-cli",
          "Devin",
          "gemini-cli",
          "Google",
          "qwen-code",
          "Alibaba",
          "scripted",
          "AgentPool");

  private ProviderIds() {}

  /** The control plane's word for a provider. */
  public static String id(String provider) {
    return provider.equals(CLAUDE) ? CLAUDE_CODE : provider;
  }

  /** The setting's word for it. */
  public static String provider(String id) {
    return id.equals(CLAUDE_CODE) ? CLAUDE : id;
  }

  /** For people. */
  public static String displayName(String id) {
    String known = NAMES.get(id);
    if (known != null) {
      return known;
    }
    List<String> words = new ArrayList<>();
    for (String word : id.split("[-:]")) {
      words.add(
          word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return String.join(" ", words);
  }

  /** Who makes it; empty when nobody said. */
  public static String vendor(String id) {
    if (id.startsWith("fake-")) {
      return VENDORS.getOrDefault("scripted", "");
    }
    return VENDORS.getOrDefault(id.equals("claude-terminal") ? CLAUDE_CODE : id, "");
  }
}
