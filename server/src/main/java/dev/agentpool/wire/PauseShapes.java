package dev.agentpool.wire;

import dev.agentpool.node.ProviderPauses;
import dev.agentpool.node.SetAside;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** What stands still or was set aside, as every face tells it. */
public final class PauseShapes {
  private PauseShapes() {}

  public static ArrayNode pauses(List<ProviderPauses.Pause> pauses) {
    ArrayNode all = Shapes.array();
    for (ProviderPauses.Pause pause : pauses) {
      all.add(
          Shapes.object()
              .put("provider", pause.provider())
              .put("code", pause.code().wireName())
              .put("since_ms", pause.since().toEpochMilli())
              .put("until_ms", pause.until().toEpochMilli())
              .put("tries", pause.inARow())
              .put("why", pause.why()));
    }
    return all;
  }

  public static ArrayNode setAside(List<SetAside.Aside> sessions) {
    ArrayNode all = Shapes.array();
    for (SetAside.Aside session : sessions) {
      all.add(
          Shapes.object()
              .put("folder", session.folder().toString())
              .put("at_ms", session.at().toEpochMilli())
              .put("why", session.why()));
    }
    return all;
  }
}
