package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/**
 * A {@code /clear} under way. Confirmed by all of: {@code conversation_reset}, an init with another
 * session id, its own result.
 */
final class ClaudeReset {
  private final String uuid = UUID.randomUUID().toString();
  private final CountDownLatch confirmed = new CountDownLatch(1);
  private final String before;
  private boolean reset; // the lines' thread only
  private boolean newConversation; // the lines' thread only

  ClaudeReset(String before) {
    this.before = before;
  }

  String uuid() {
    return uuid;
  }

  void heard(JsonNode line) {
    switch (Json.text(line, "type", "")) {
      case "conversation_reset" -> reset = true;
      case "system" -> newConversation |= isNewInit(line);
      case "result" -> {
        String named = Json.text(line, "user_message_uuid", uuid);
        if (named.equals(uuid)
            && reset
            && newConversation
            && line.path("num_turns").asInt(-1) == 0) {
          confirmed.countDown();
        }
      }
      default -> {}
    }
  }

  private boolean isNewInit(JsonNode line) {
    return Json.text(line, "subtype", "").equals("init")
        && !Json.text(line, "session_id", before).equals(before);
  }

  CountDownLatch confirmed() {
    return confirmed;
  }
}
