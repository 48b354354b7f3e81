package dev.agentpool.wire;

import dev.agentpool.engine.Message;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages between slots (spec slot-pool 7.7). */
public final class MessageShapes {
  private MessageShapes() {}

  public static ObjectNode message(Message message) {
    return Shapes.object()
        .put("id", message.id())
        .put("from", message.from())
        .put("to", message.to())
        .put("content", message.content())
        .put("timestamp", message.timestamp().toString())
        .put("sender_verified", message.verified());
  }

  public static ArrayNode messages(List<Message> messages) {
    ArrayNode array = Shapes.array();
    messages.forEach(message -> array.add(message(message)));
    return array;
  }
}
