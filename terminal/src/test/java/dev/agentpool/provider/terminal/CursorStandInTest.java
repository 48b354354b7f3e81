package dev.agentpool.provider.terminal;

import dev.agentpool.provider.rpc.ProviderBench;
import java.nio.file.Path;
import java.util.List;

/** Cursor's CLI, whose prompt is the last word of its command line. */
class CursorStandInTest extends StandInContract {
  @Override
  protected ProviderBench bench(Path place) {
    return Terminals.standIn(place, "cursor-cli", "cursor-agent", "cursor");
  }

  @Override
  protected List<String> yes() {
    return List.of("y");
  }
}
