package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.provider.rpc.Conversation;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins conversations of one process, or goes on with one of another. */
final class CodexThreads {
  private final CodexTerms terms;
  private final RpcPeer peer;
  private final long deadline;

  CodexThreads(CodexTerms terms, RpcPeer peer, Duration patience) {
    this.terms = terms;
    this.peer = peer;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  private JsonNode ask(String method, JsonNode params)
      throws InterruptedException, TimeoutException {
    return peer.ask(method, params, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  Conversation begin(@Nullable String resume) throws InterruptedException, TimeoutException {
    ObjectNode hello = Json.object();
    hello.putObject("clientInfo").put("name", "agentpool").put("version", "1");
    // only so it says what was left running
    hello.putObject("capabilities").put("experimentalApi", true);
    ask("initialize", hello);
    peer.notify("initialized", Json.object());
    requireLogIn();
    return resume == null ? fresh() : goneOnWith(resume);
  }

  /** Known before any model is asked. */
  private void requireLogIn() throws InterruptedException, TimeoutException {
    JsonNode account;
    try {
      account = ask("account/read", Json.object());
    } catch (RpcFailure notSaid) {
      return;
    }
    if (account.path("requiresOpenaiAuth").asBoolean(false) && account.path("account").isNull()) {
      throw new ProviderException(
          OutcomeCode.AUTH_FAILED,
          ApiWords.loggedOut("Codex is not logged in (codex login)").message(),
          null);
    }
  }

  private Conversation fresh() throws InterruptedException, TimeoutException {
    return conversation(ask("thread/start", terms.begins()));
  }

  private Conversation goneOnWith(String id) throws InterruptedException, TimeoutException {
    ObjectNode params = terms.begins().put("threadId", id).put("excludeTurns", true);
    try {
      return conversation(ask("thread/resume", params)).withPast();
    } catch (RpcFailure failure) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          "the agent CLI does not go on with the conversation " + id + ": " + failure.said(),
          failure);
    }
  }

  private static Conversation conversation(JsonNode opened) {
    String id = Json.text(opened.path("thread"), "id", "");
    if (id.isEmpty()) {
      throw new RpcFailure(RpcFailure.INTERNAL, "it began a conversation without an id");
    }
    String model = Json.text(opened, "model", "");
    return new Conversation(id, model.isEmpty() ? null : model);
  }

  /** Not where the agent left something running: that ends with the process. */
  Optional<Conversation> renew(Conversation now) throws InterruptedException, TimeoutException {
    ObjectNode old = Json.object().put("threadId", now.id());
    if (!ask("thread/backgroundTerminals/list", old).path("data").isEmpty()) {
      return Optional.empty();
    }
    Conversation fresh = fresh();
    var unused = peer.request("thread/unsubscribe", old);
    return Optional.of(fresh);
  }
}
