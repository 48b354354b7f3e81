package dev.agentpool.mcp.tools;

import dev.agentpool.operation.GuidanceRows;
import java.util.List;

/** What to read before one delegates, as a tool for clients without resources. */
final class GuideTools {
  private GuideTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.doing(
                GuidanceRows.PREFERENCES,
                "get_delegation_preferences",
                "The person's preferences",
                "How the person wants work to be delegated. Read it before you choose a provider.")
            .in(Toolset.DEFAULT)
            .reads());
  }
}
