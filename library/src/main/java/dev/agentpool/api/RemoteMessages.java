package dev.agentpool.api;

import dev.agentpool.answer.Message;
import dev.agentpool.operation.MessageRows;
import dev.agentpool.request.BroadcastRequest;
import dev.agentpool.request.InboxRequest;
import dev.agentpool.request.MessageRequest;
import java.util.List;
import java.util.Optional;

/** Messages to slots, over the daemon's socket. */
record RemoteMessages(Calls calls) implements Messages {
  @Override
  public String send(String from, String to, String content) {
    return calls
        .ask(MessageRows.SEND, new MessageRequest(from, to, content, Optional.empty()))
        .messageId();
  }

  @Override
  public List<String> broadcast(String from, String content) {
    return calls
        .ask(MessageRows.BROADCAST, new BroadcastRequest(from, content, Optional.empty()))
        .messageIds();
  }

  @Override
  public List<Message> read(String slot) {
    return calls.ask(MessageRows.READ, new InboxRequest(slot, false));
  }

  @Override
  public List<Message> peek(String slot) {
    return calls.ask(MessageRows.READ, new InboxRequest(slot, true));
  }

  @Override
  public int count(String slot) {
    return peek(slot).size();
  }
}
