package dev.agentpool.provider.rpc;

import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.TurnRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What differs between protocols that are JSON-RPC: what the messages are called and mean. One for
 * each session, which may keep what it hears. Messages come on one thread at a time, in order; the
 * blocking methods are called on other threads.
 */
public interface Dialect {
  /** As people call it. */
  String protocol();

  RpcPeer.Wording wording();

  /** Whom it is spoken with, before anything is said; for what it has to say by itself. */
  default void over(RpcPeer peer) {}

  /**
   * Makes a fresh process ready, and begins a conversation in it or goes on with one. Blocks.
   *
   * @throws ProviderException with what is in the way
   * @throws RpcFailure when the process says that it cannot
   */
  Conversation begin(RpcPeer peer, @Nullable String resume, Duration patience)
      throws InterruptedException, TimeoutException;

  /** A fresh conversation in the same process; empty when it is not confirmed. Blocks. */
  Optional<Conversation> renew(RpcPeer peer, Conversation now, Duration patience)
      throws InterruptedException, TimeoutException;

  /** The request that is one prompt. Its answer may end the turn, or a notification does. */
  Call prompt(Conversation conversation, TurnRequest request);

  /**
   * The request that tells a word into the turn under way, whose answer says whether it was taken;
   * empty for an agent that takes none, or while it has no turn.
   *
   * @param id which the agent repeats when it has the word before it: {@code AgentEvent.Heard}
   */
  default Optional<Call> word(Conversation conversation, String id, String text) {
    return Optional.empty();
  }

  /** Asks for the end of the turn under way. */
  void interrupt(RpcPeer peer, Conversation conversation);

  /**
   * @param said in the turn under way; nothing when there is none
   */
  Reading notified(Conversation conversation, String method, JsonNode params, Said said);

  /** The prompt's answer. */
  Reading answered(Conversation conversation, JsonNode result, Said said);

  /** The prompt's answer is an error. */
  Reading refused(Conversation conversation, RpcFailure failure, Said said);

  Wanted asked(Conversation conversation, String method, JsonNode params);

  /** What the turn under way has taken, as far as it was told. */
  default Taken taken(Conversation conversation) {
    return Taken.UNTOLD;
  }

  /**
   * What the conversation has taken in all, with a CLI that counts so; the same as it was given
   * with one that does not.
   */
  default Conversation counted(Conversation conversation) {
    return conversation;
  }
}
