package dev.agentpool.api;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A provider or a project that can run no task now: nothing fails meanwhile.
 *
 * {@snippet :
 * for (Pause pause : pool.status().paused()) {
 *   System.out.println(pause.why() + "; tried again at " + pause.until());
 * }
 * }
 *
 * @param provider empty for the project itself
 * @param code what was in the way, such as {@code auth_failed}
 * @param until when one task tries again
 * @param tries in vain so far
 */
public record Pause(
    String provider, String code, String why, Instant since, Instant until, int tries) {
  static Pause of(JsonNode node) {
    return new Pause(
        Answer.text(node, "provider"),
        Answer.text(node, "code"),
        Answer.text(node, "why"),
        Answer.time(node, "since_ms"),
        Answer.time(node, "until_ms"),
        Answer.number(node, "tries"));
  }
}
