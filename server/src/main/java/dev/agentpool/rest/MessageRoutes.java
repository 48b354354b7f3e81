package dev.agentpool.rest;

import dev.agentpool.engine.Message;
import dev.agentpool.pool.PoolId;
import dev.agentpool.wire.MessageShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Messages to slots (spec slot-pool 7.7). */
final class MessageRoutes implements RouteGroup {
  private static final String TOKEN = Entrance.TOKEN;
  private final Api api;

  MessageRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/messages",
                "Sends a slot, coordinator or user a message; a slot proves itself by the header "
                    + TOKEN,
                this::send)
            .takes("MessageRequest")
            .gives(201, "MessageSent")
            .fails(400, 404, 409),
        Endpoint.post(
                "/v1/messages/broadcast",
                "Sends every slot but the sender a message",
                this::broadcast)
            .takes("BroadcastRequest")
            .gives(201, "BroadcastSent")
            .fails(400, 409),
        Endpoint.get(
                "/v1/messages",
                "What waits for who drives the pool and for its person, left where it is",
                this::forPeople)
            .gives("[Message]")
            .fails(400),
        Endpoint.get(
                "/v1/slots/{id}/messages", "A slot's messages, taken out of its inbox", this::read)
            .asks("peek?: boolean # leave them there")
            .gives("[Message]")
            .fails(400, 404));
  }

  @Override
  public String shapes() {
    return """
    Message:
      id: text
      from: text
      to: text
      content: text
      timestamp: text
      sender_verified: boolean # false: it says to come from a slot, but brought no token
    MessageRequest!:
      from: text
      to: text
      content: text
      dir?: text
    MessageSent:
      message_id: text
      sender_verified: boolean
    BroadcastRequest!:
      from: text
      content: text
      dir?: text
    BroadcastSent:
      message_ids: [text]
      recipients: [text]
    """;
  }

  private void send(Call call) {
    PoolId pool = call.pool().id();
    Body body = call.body();
    String from = body.text("from");
    String to = body.text("to");
    String content = body.text("content");
    call.nothingElse();
    Message sent = api.engine().messages().send(pool, from, to, content, call.http().header(TOKEN));
    call.answer(
        Shapes.object().put("message_id", sent.id()).put("sender_verified", sent.verified()));
  }

  private void broadcast(Call call) {
    PoolId pool = call.pool().id();
    String from = call.body().text("from");
    String content = call.body().text("content");
    call.nothingElse();
    List<Message> sent =
        api.engine().messages().broadcast(pool, from, content, call.http().header(TOKEN));
    ObjectNode answer = Shapes.object();
    answer.set("message_ids", Shapes.texts(sent.stream().map(Message::id).toList()));
    answer.set("recipients", Shapes.texts(sent.stream().map(Message::to).toList()));
    call.answer(answer);
  }

  private void forPeople(Call call) {
    call.answer(MessageShapes.messages(api.engine().messages().forPeople(call.pool().id())));
  }

  private void read(Call call) {
    PoolId pool = call.pool().id();
    String slot = call.path("id");
    call.answer(
        MessageShapes.messages(
            call.flag("peek")
                ? api.engine().messages().peek(pool, slot)
                : api.engine().messages().read(pool, slot)));
  }
}
