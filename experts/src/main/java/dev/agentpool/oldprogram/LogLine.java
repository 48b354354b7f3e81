package dev.agentpool.oldprogram;

import dev.agentpool.paper.Rfc3339;
import dev.agentpool.poolsocket.PoolEvent;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of a log, in JSON, as the old program wrote them. */
final class LogLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LogLine() {}

  /** An event, with what it is about beside its name. */
  static String of(Clock clock, PoolEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", Rfc3339.text(clock.instant())).put("level", "INFO").put("msg", event.type());
    event.data().forEach((name, value) -> line.set(name, JSON.valueToTree(value)));
    return JSON.writeValueAsString(line);
  }

  /**
   * @param more names and values in turn
   */
  static String of(Clock clock, String level, String message, String... more) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", Rfc3339.text(clock.instant())).put("level", level).put("msg", message);
    for (int i = 0; i + 1 < more.length; i += 2) {
      line.put(more[i], more[i + 1]);
    }
    return JSON.writeValueAsString(line);
  }
}
