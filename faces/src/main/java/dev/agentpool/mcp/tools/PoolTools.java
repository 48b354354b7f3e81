package dev.agentpool.mcp.tools;

import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.McpTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every tool there is, in the order to list them. A new tool is a row in its feature's class. */
final class PoolTools {
  private static final List<Tool> ALL =
      joined(
          TaskTools.all(),
          FanOutTools.all(),
          WaitTools.all(),
          ChainTools.all(),
          ReviewTools.all(),
          InboxTools.all(),
          MachineTools.all(),
          LeaseTools.all(),
          ArtifactTools.all(),
          WorktreeTools.all(),
          UsageTools.all(),
          StatsTools.all(),
          WorkerTools.all(),
          SessionTools.all(),
          GuideTools.all(),
          WorkflowTools.all(),
          RouteTools.all(),
          StatusTools.all(),
          SlotTools.all(),
          DrainTools.all(),
          ContextTools.all(),
          MessageTools.all(),
          SkillTools.all(),
          AgentTools.all());

  private PoolTools() {}

  @SafeVarargs
  private static List<Tool> joined(List<Tool>... features) {
    List<Tool> all = new ArrayList<>();
    for (List<Tool> feature : features) {
      all.addAll(feature);
    }
    return List.copyOf(all);
  }

  static List<Tool> all() {
    return ALL;
  }

  /** As a client sees them. */
  static List<McpTool> offered(Pool pool, Compat compat, Set<Toolset> chosen) {
    return compat == Compat.MCP
        ? offered(joined(ALL, ContextTools.aliases()), pool, compat, chosen)
        : offered(ALL, pool, compat, chosen);
  }

  /**
   * Names that pages of the former server M gave some of them (spec slot-pool 9.2): listed to its
   * clients, and known to all.
   */
  static List<McpTool> aliases(Pool pool, Compat compat, Set<Toolset> chosen) {
    return compat == Compat.MCP ? List.of() : offered(ContextTools.aliases(), pool, compat, chosen);
  }

  private static List<McpTool> offered(
      List<Tool> rows, Pool pool, Compat compat, Set<Toolset> chosen) {
    return rows.stream()
        .filter(tool -> tool.isIn(chosen))
        .map(tool -> tool.offered(pool, compat, chosen))
        .toList();
  }
}
