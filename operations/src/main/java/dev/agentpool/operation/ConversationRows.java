package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ConversationList;
import dev.agentpool.answer.ConversationList.SharedConversation;
import dev.agentpool.engine.Refused;
import dev.agentpool.node.conversation.Conversation;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.request.ConversationName;
import dev.agentpool.request.Nothing;
import dev.agentpool.task.ConversationKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Conversations that the tasks of a pool share (docs/configuration.md, session_policy). */
public final class ConversationRows {
  private static final String ALL = "/v1/conversations";

  public static final Operation<Nothing, ConversationList> LIST =
      named("conversation.list", "The conversations that tasks share, last used first")
          .takes(Nothing.class)
          .gives(ConversationList.class)
          .at(Route.get(ALL))
          .does((asking, _) ->
              new ConversationList(
                  of(asking).all().entrySet().stream()
                      .map(ConversationRows::told)
                      .sorted(Comparator.comparing(SharedConversation::usedAt).reversed())
                      .toList()));

  public static final Operation<ConversationName, Done> FORGET =
      named("conversation.forget", "Forgets a named conversation: its next task begins a new one")
          .takes(ConversationName.class)
          .givesNothing()
          .at(Route.delete(ALL + "/{name}").status(204).fails(400, 404))
          .does((asking, named) -> {
            if (!of(asking).forget(new ConversationKey.Named(named.name()))) {
              throw Refused.notFound("conversation", named.name());
            }
            return Done.DONE;
          });

  private ConversationRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, FORGET);
  }

  private static Conversations of(Asking asking) {
    return new Conversations(asking.ledger(), asking.standing().id());
  }

  private static SharedConversation told(Map.Entry<String, Conversation> kept) {
    Conversation now = kept.getValue();
    return new SharedConversation(
        kept.getKey(),
        ConversationKey.nameOf(kept.getKey()),
        now.provider(),
        now.id(),
        now.directory().toString(),
        now.turns(),
        now.at(),
        now.last().task().value());
  }
}
