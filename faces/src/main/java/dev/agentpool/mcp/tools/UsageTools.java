package dev.agentpool.mcp.tools;

import dev.agentpool.operation.InventoryRows;
import java.util.List;

/** What there is and what it has left, under the control plane's names (spec control-plane 17). */
final class UsageTools {
  private UsageTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.doing(
                InventoryRows.GET,
                "get_inventory",
                "The agent CLIs",
                "Lists the agent CLIs of this machine: installed, logged in, models, abilities."
                    + " Asks nobody for quota.")
            .in(Toolset.DEFAULT)
            .reads(),
        Tool.doing(
                InventoryRows.MODELS,
                "get_provider_models",
                "Models of agent CLIs",
                "Lists the models of one provider, or of all.")
            .in(Toolset.DEFAULT)
            .reads());
  }
}
