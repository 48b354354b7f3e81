package dev.agentpool.api;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A message to a slot (spec slot-pool 7.7).
 *
 * {@snippet :
 * pool.messages().send("coordinator", "slot-0", "The API has changed.");
 * for (SlotMessage message : pool.messages().read("slot-0")) {
 *   System.out.println(message.from() + ": " + message.content());
 * }
 * }
 *
 * @param senderVerified false when it claims to come from a slot and did not prove it
 */
public record SlotMessage(
    String id, String from, String to, String content, Instant timestamp, boolean senderVerified) {
  static SlotMessage of(JsonNode node) {
    return new SlotMessage(
        Answer.text(node, "id"),
        Answer.text(node, "from"),
        Answer.text(node, "to"),
        Answer.text(node, "content"),
        Answer.optionalText(node, "timestamp").map(Instant::parse).orElse(Instant.EPOCH),
        node.path("sender_verified").asBoolean(true));
  }
}
