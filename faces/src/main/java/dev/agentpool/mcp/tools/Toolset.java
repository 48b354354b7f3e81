package dev.agentpool.mcp.tools;

import dev.agentpool.mcp.McpRefused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A choice of tools; a client sees the tools of those it asks for. */
enum Toolset {
  /** The few that are enough for most work, described in few words. */
  LEAN,
  /** All of a slot pool (spec slot-pool 9.1 and 9.2). */
  SLOTS,
  /** Agents out of definition files (spec slot-pool 9.4). */
  AGENTS,
  /** What waits for a person, for a client by which one answers. */
  INBOX,
  /** Claims of files, for tasks that work beside each other. */
  LEASES,
  /** The usual tools of the control plane (spec control-plane 17). */
  DEFAULT,
  /** What else the control plane tells of usage. */
  USAGE,
  /** What was done in a time. */
  STATS,
  /** What agent CLIs and models there are. */
  MACHINE,
  /** The worktrees of tasks and plans. */
  WORKTREES,
  /** Live sessions one by one. */
  SESSIONS,
  /** Everything there is. */
  FULL;

  /** Whether it has the control plane's tools, with its form of refusals. */
  boolean isOfControlPlane() {
    return switch (this) {
      case DEFAULT, USAGE, STATS, LEASES, WORKTREES, SESSIONS -> true;
      case LEAN, SLOTS, AGENTS, INBOX, MACHINE, FULL -> false;
    };
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The sets of these names; the lean one for none.
   *
   * @throws McpRefused for a name that no set has
   */
  static Set<Toolset> named(List<String> names) {
    if (names.isEmpty()) {
      return EnumSet.of(LEAN);
    }
    Set<Toolset> chosen = EnumSet.noneOf(Toolset.class);
    names.forEach(name -> chosen.add(named(name)));
    return chosen;
  }

  private static Toolset named(String name) {
    for (Toolset toolset : values()) {
      if (toolset.wireName().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return toolset;
      }
    }
    throw new McpRefused(
        "there is no toolset '"
            + name
            + "'; there are "
            + Arrays.stream(values()).map(Toolset::wireName).collect(Collectors.joining(", ")));
  }
}
