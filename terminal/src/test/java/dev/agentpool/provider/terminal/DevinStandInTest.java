package dev.agentpool.provider.terminal;

import dev.agentpool.provider.rpc.ProviderBench;
import java.nio.file.Path;
import java.util.List;

/** Devin's CLI, of which nothing but the common rules is known. */
class DevinStandInTest extends StandInContract {
  @Override
  protected ProviderBench bench(Path place) {
    return Terminals.standIn(place, "devin-cli", "devin", "devin");
  }

  @Override
  protected List<String> yes() {
    return List.of("y", "Enter");
  }
}
