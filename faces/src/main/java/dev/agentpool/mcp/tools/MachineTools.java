package dev.agentpool.mcp.tools;

import dev.agentpool.operation.ModelRows;
import dev.agentpool.operation.ProviderRows;
import java.util.List;

/** What there is to choose from on this machine, for who settles which agent does what. */
final class MachineTools {
  private MachineTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.doing(
                ModelRows.LIST,
                "pool_models",
                "Models",
                "Lists the models that agent CLIs can be told to use, each with its price in"
                    + " micro-dollars a million tokens, and the price's date and source.")
            .in(Toolset.MACHINE)
            .reads(),
        Tool.doing(
                ProviderRows.LIST,
                "pool_providers",
                "Agent CLIs",
                "Lists the agent CLIs of this machine: whether each is there and logged in, what it"
                    + " can be asked for, and whether it stands still.")
            .in(Toolset.MACHINE)
            .reads());
  }
}
