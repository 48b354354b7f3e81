package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.BroadcastSent;
import dev.agentpool.answer.Message;
import dev.agentpool.answer.MessageSent;
import dev.agentpool.engine.Messages;
import dev.agentpool.request.BroadcastRequest;
import dev.agentpool.request.InboxRequest;
import dev.agentpool.request.MessageRequest;
import dev.agentpool.request.Nothing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages to slots, to who drives the pool and to its person (spec slot-pool 7.7). */
public final class MessageRows {
  public static final Operation<MessageRequest, MessageSent> SEND =
      named(
              "message.send",
              "Sends a slot, coordinator or user a message; a slot proves itself by the header"
                  + " X-Agentpool-Slot-Token")
          .takes(MessageRequest.class)
          .gives(MessageSent.class)
          .at(Route.post("/v1/messages").status(201).fails(400, 404, 409))
          .does(MessageRows::send);

  public static final Operation<BroadcastRequest, BroadcastSent> BROADCAST =
      named("message.broadcast", "Sends every slot but the sender a message")
          .takes(BroadcastRequest.class)
          .gives(BroadcastSent.class)
          .at(Route.post("/v1/messages/broadcast").status(201).fails(400, 409))
          .does(MessageRows::broadcast);

  public static final Operation<Nothing, List<Message>> FOR_PEOPLE =
      named(
              "message.for_people",
              "What waits for who drives the pool and for its person, left where it is")
          .takes(Nothing.class)
          .givesList(Message.class)
          .at(Route.get("/v1/messages"))
          .does((asking, _) -> told(messages(asking).forPeople(asking.standing().id())));

  public static final Operation<InboxRequest, List<Message>> READ =
      named("message.read", "A slot's messages, taken out of its inbox")
          .takes(InboxRequest.class)
          .givesList(Message.class)
          .at(Route.get("/v1/slots/{id}/messages").with("id", "slot_id").fails(400, 404))
          .does((asking, inbox) ->
              told(
                  inbox.peek()
                      ? messages(asking).peek(asking.standing().id(), inbox.slotId())
                      : messages(asking).read(asking.standing().id(), inbox.slotId())));

  private MessageRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(SEND, BROADCAST, FOR_PEOPLE, READ);
  }

  private static Messages messages(Asking asking) {
    return asking.engine().messages();
  }

  private static MessageSent send(Asking asking, MessageRequest request) {
    var sent =
        messages(asking)
            .send(
                asking.standing().id(),
                request.from(),
                request.to(),
                request.content(),
                proof(asking, request.token()));
    return new MessageSent(sent.id(), sent.verified());
  }

  private static BroadcastSent broadcast(Asking asking, BroadcastRequest request) {
    var sent =
        messages(asking)
            .broadcast(
                asking.standing().id(),
                request.from(),
                request.content(),
                proof(asking, request.token()));
    return new BroadcastSent(
        sent.stream().map(message -> message.id()).toList(),
        sent.stream().map(message -> message.to()).toList());
  }

  private static @Nullable String proof(Asking asking, Optional<String> said) {
    return said.or(asking::slotToken).orElse(null);
  }

  private static List<Message> told(List<dev.agentpool.engine.Message> messages) {
    return messages.stream()
        .map(message ->
            new Message(
                message.id(),
                message.from(),
                message.to(),
                message.content(),
                message.timestamp(),
                message.verified()))
        .toList();
  }
}
