package dev.agentpool.mcp.tools;

import dev.agentpool.answer.BroadcastSent;
import dev.agentpool.answer.Message;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.MessageRows;
import dev.agentpool.request.InboxRequest;
import dev.agentpool.request.SlotName;
import java.util.List;

/** Messages between slots (spec slot-pool 7.7). */
final class MessageTools {
  private MessageTools() {}

  static List<Tool> all() {
    return List.of(send(), broadcast(), read(), peek());
  }

  private static Tool send() {
    return Tool.doing(
        MessageRows.SEND, "pool_send_message", "Send a message", "Sends a message to a slot.");
  }

  private record Broadcast(List<String> messageIds, int recipients) {}

  private record Ids(List<String> messageIds) {}

  private static Tool broadcast() {
    return Tool.of(
            "pool_broadcast",
            "Broadcast a message",
            "Sends a message to every slot but the sender.")
        .with(MessageRows.BROADCAST, Broadcast.class)
        .does(call -> {
          BroadcastSent sent = call.ask(MessageRows.BROADCAST);
          return Answer.of(new Broadcast(sent.messageIds(), sent.recipients().size()))
              .mcp(new Ids(sent.messageIds()));
        });
  }

  private record Inbox(List<Message> messages, int count) {}

  private record Only(List<Message> messages) {}

  private static Tool read() {
    return Tool.of(
            "pool_read_messages",
            "Read messages",
            "Takes the messages that wait for a slot out of its inbox, oldest first.")
        .with(MessageRows.READ, Inbox.class)
        .takes(Fields.request(SlotName.class))
        .hinted(new ToolHints(false, false, true, false))
        .does(call -> messages(call, false));
  }

  private static Tool peek() {
    return Tool.of(
            "pool_peek_messages",
            "Peek at messages",
            "Gives the messages that wait for a slot and leaves them there.")
        .with(MessageRows.READ, Inbox.class)
        .takes(Fields.request(SlotName.class))
        .hinted(new ToolHints(true, false, false, false))
        .does(call -> messages(call, true));
  }

  private static Answer messages(Call call, boolean peek) throws Exception {
    List<Message> messages =
        call.ask(MessageRows.READ, new InboxRequest(call.text("slot_id"), peek));
    return Answer.of(new Inbox(messages, messages.size())).server(messages).mcp(new Only(messages));
  }
}
