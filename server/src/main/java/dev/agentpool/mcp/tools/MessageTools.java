package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Message;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.wire.MessageShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages between slots (spec slot-pool 7.7). */
final class MessageTools {
  private static final Fields CONTENT =
      Fields.NONE
          .need("content", Schema.name("told to the agent with its next task"))
          .may("token", Schema.name("AGENTPOOL_SLOT_TOKEN of the slot that sends"));

  private static final Fields SLOT = Fields.NONE.need("slot_id", Schema.name("as in slot-0"));

  private static final Fields MESSAGES =
      Fields.NONE.need("messages", Schema.OBJECTS).need("count", Schema.WHOLE);

  private MessageTools() {}

  static List<Tool> all() {
    return List.of(send(), broadcast(), read(), peek());
  }

  private static Tool send() {
    return Tool.of("pool_send_message", "Send a message", "Sends a message to a slot.")
        .takes(
            Fields.NONE
                .need("from", Schema.name("who sends"))
                .need("to", Schema.name("the slot's id"))
                .and(CONTENT))
        .gives(Fields.NONE.need("message_id", Schema.TEXT))
        .does(call -> {
          Message sent =
              call.engine()
                  .messages()
                  .send(
                      call.pool().id(),
                      call.text("from"),
                      call.text("to"),
                      call.text("content"),
                      call.textOrNull("token"));
          return Answer.of(Shapes.object().put("message_id", sent.id()));
        });
  }

  private static Tool broadcast() {
    return Tool.of(
            "pool_broadcast",
            "Broadcast a message",
            "Sends a message to every slot but the sender.")
        .takes(Fields.NONE.need("from", Schema.name("who sends")).and(CONTENT))
        .gives(Fields.NONE.need("message_ids", Schema.TEXTS).need("recipients", Schema.WHOLE))
        .does(call -> {
          List<Message> sent =
              call.engine()
                  .messages()
                  .broadcast(
                      call.pool().id(),
                      call.text("from"),
                      call.text("content"),
                      call.textOrNull("token"));
          ObjectNode ids = Shapes.object();
          ids.set("message_ids", Shapes.texts(sent.stream().map(Message::id).toList()));
          return Answer.of(ids.deepCopy().put("recipients", sent.size())).mcp(ids);
        });
  }

  private static Tool read() {
    return Tool.of(
            "pool_read_messages",
            "Read messages",
            "Takes the messages that wait for a slot out of its inbox, oldest first.")
        .takes(SLOT)
        .gives(MESSAGES)
        .hinted(new ToolHints(false, false, true, false))
        .does(call ->
            messages(call.engine().messages().read(call.pool().id(), call.text("slot_id"))));
  }

  private static Tool peek() {
    return Tool.of(
            "pool_peek_messages",
            "Peek at messages",
            "Gives the messages that wait for a slot and leaves them there.")
        .takes(SLOT)
        .gives(MESSAGES)
        .hinted(new ToolHints(true, false, false, false))
        .does(call ->
            messages(call.engine().messages().peek(call.pool().id(), call.text("slot_id"))));
  }

  private static Answer messages(List<Message> messages) {
    ArrayNode array = MessageShapes.messages(messages);
    ObjectNode only = Shapes.object();
    only.set("messages", array);
    return Answer.of(only.deepCopy().put("count", messages.size()))
        .server(Shapes.text(array))
        .mcp(only);
  }
}
