package dev.agentpool.api;

import java.util.List;
import java.util.Map;

/** Messages to slots, over the daemon's socket. */
record RemoteMessages(Calls calls) implements Messages {
  @Override
  public String send(String from, String to, String content) {
    Map<String, String> body = Map.of("from", from, "to", to, "content", content);
    return Answer.text(calls.post(Calls.path("messages"), body), "message_id");
  }

  @Override
  public List<String> broadcast(String from, String content) {
    return Answer.texts(
        calls.post(Calls.path("messages", "broadcast"), Map.of("from", from, "content", content)),
        "message_ids");
  }

  @Override
  public List<SlotMessage> read(String slot) {
    return inbox(slot, Map.of());
  }

  @Override
  public List<SlotMessage> peek(String slot) {
    return inbox(slot, Map.of("peek", "true"));
  }

  private List<SlotMessage> inbox(String slot, Map<String, String> query) {
    return Answer.list(
        Answer.items(calls.get(Calls.path("slots", slot, "messages"), query)), SlotMessage::of);
  }

  @Override
  public int count(String slot) {
    return peek(slot).size();
  }
}
