package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
import dev.agentpool.provider.rpc.Call;
import dev.agentpool.provider.rpc.Conversation;
import dev.agentpool.provider.rpc.Dialect;
import dev.agentpool.provider.rpc.Reading;
import dev.agentpool.provider.rpc.Said;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.rpc.Wanted;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Codex's app-server calls its messages, and what they mean. */
final class CodexDialect implements Dialect {
  private final CodexTerms terms;
  private final CodexTurn turn;
  private final CodexAsks asks = new CodexAsks();
  private volatile @Nullable RpcPeer peer;
  private volatile @Nullable String turnId;
  private volatile boolean interruptWanted;

  CodexDialect(CodexTerms terms, CodexTurn turn) {
    this.terms = terms;
    this.turn = turn;
  }

  @Override
  public String protocol() {
    return CodexCli.PROTOCOL;
  }

  @Override
  public RpcPeer.Wording wording() {
    return RpcPeer.Wording.BARE;
  }

  @Override
  public void over(RpcPeer spokenWith) {
    peer = spokenWith;
  }

  @Override
  public Conversation begin(RpcPeer spokenWith, @Nullable String resume, Duration patience)
      throws InterruptedException, TimeoutException {
    return new CodexThreads(terms, spokenWith, patience).begin(resume);
  }

  @Override
  public Optional<Conversation> renew(RpcPeer spokenWith, Conversation now, Duration patience)
      throws InterruptedException, TimeoutException {
    return new CodexThreads(terms, spokenWith, patience).renew(now);
  }

  @Override
  public Call prompt(Conversation conversation, TurnRequest request) {
    ObjectNode params = Json.object().put("threadId", conversation.id());
    params.putArray("input").add(Json.object().put("type", "text").put("text", request.prompt()));
    params.put("clientUserMessageId", request.id());
    String schema = request.schema();
    if (schema != null) {
      params.set("outputSchema", Json.whole(schema).orElseGet(Json::object));
    }
    return new Call("turn/start", params);
  }

  @Override
  public Optional<Call> word(Conversation conversation, String id, String text) {
    String running = turnId;
    if (running == null || interruptWanted) {
      return Optional.empty();
    }
    ObjectNode params = Json.object().put("threadId", conversation.id());
    params.put("expectedTurnId", running).put("clientUserMessageId", id);
    params.putArray("input").add(Json.object().put("type", "text").put("text", text));
    return Optional.of(new Call("turn/steer", params));
  }

  @Override
  public void interrupt(RpcPeer spokenWith, Conversation conversation) {
    interruptWanted = true;
    String running = turnId;
    if (running != null) {
      stop(conversation.id(), running);
    }
  }

  private void stop(String thread, String running) {
    RpcPeer spokenWith = peer;
    if (spokenWith != null) {
      var unused =
          spokenWith.request(
              "turn/interrupt", Json.object().put("threadId", thread).put("turnId", running));
    }
  }

  @Override
  public Reading notified(Conversation conversation, String method, JsonNode params, Said said) {
    if (method.equals("thread/tokenUsage/updated")) {
      CodexUsage usage = turn.usage();
      usage.heard(params, conversation.id(), conversation.spent());
      return Reading.of(
          new AgentEvent.TokensSoFar(usage.ofTurn(), usage.requests(), conversation.model()));
    }
    if (method.equals("account/rateLimits/updated")) {
      return new Reading(turn.limits().heard(params.path("rateLimits")), null);
    }
    noteForAsks(method, params.path("item"));
    if (!Json.text(params, "threadId", conversation.id()).equals(conversation.id())) {
      return Reading.NOTHING; // of an agent that it started itself
    }
    return switch (method) {
      case "turn/started" -> began(conversation, Json.text(params.path("turn"), "id", ""));
      case "item/started" -> events(CodexItems.started(turn.started(params.path("item"))));
      case "item/completed" -> events(CodexItems.completed(turn.completed(params.path("item"))));
      case "item/agentMessage/delta" -> {
        turn.saying(Json.text(params, "delta", ""));
        yield Reading.NOTHING;
      }
      case "error" -> error(conversation, params);
      case "model/rerouted" ->
          Reading.of(
              new AgentEvent.Notice(
                  "the model was replaced by " + Json.text(params, "toModel", "another")));
      case "turn/completed" -> ended(conversation, params.path("turn"), said);
      default -> Reading.NOTHING;
    };
  }

  private void noteForAsks(String method, JsonNode item) {
    switch (method) {
      case "item/started" -> asks.started(item);
      case "item/completed" -> asks.completed(item);
      default -> {}
    }
  }

  private static Reading events(List<AgentEvent> events) {
    return new Reading(events, null);
  }

  private Reading began(Conversation conversation, String id) {
    turnId = id;
    turn.begins();
    if (interruptWanted) {
      stop(conversation.id(), id); // it came before there was a turn to be named
    }
    return Reading.of(new AgentEvent.SessionKnown(conversation.id(), conversation.model()));
  }

  private Reading error(Conversation conversation, JsonNode params) {
    if (!params.path("willRetry").asBoolean(false)) {
      return Reading.NOTHING; // the turn's end says it again
    }
    JsonNode error = params.path("error");
    String running = turnId;
    if (turn.hasWaitedForTheNetwork(error) && running != null) {
      stop(conversation.id(), running);
    }
    return Reading.of(turn.retry(error));
  }

  private Reading ended(Conversation conversation, JsonNode over, Said said) {
    boolean ours = Json.text(over, "id", "").equals(turnId);
    if (!ours) {
      return Reading.NOTHING;
    }
    turnId = null;
    interruptWanted = false;
    List<AgentEvent> events = new ArrayList<>();
    String unfinished = turn.unfinished();
    if (!unfinished.isBlank()) {
      events.add(new AgentEvent.Text(unfinished));
    }
    return new Reading(events, turn.ending(over, said));
  }

  /** The turn is named, and will come; also where its beginning was not heard. */
  @Override
  public Reading answered(Conversation conversation, JsonNode result, Said said) {
    return Reading.NOTHING;
  }

  @Override
  public Reading refused(Conversation conversation, RpcFailure failure, Said said) {
    interruptWanted = false;
    return Reading.of(turn.refused(failure));
  }

  @Override
  public Wanted asked(Conversation conversation, String method, JsonNode params) {
    Wanted wanted = asks.asked(method, params);
    boolean ours = Json.text(params, "threadId", "").equals(conversation.id());
    boolean late = ours && !Json.text(params, "turnId", "").equals(turnId);
    return late && wanted instanceof Wanted.Permission permission
        ? new Wanted.Reply(permission.answers().cancelled()) // its turn is over
        : wanted;
  }

  @Override
  public Taken taken(Conversation conversation) {
    return turn.usage().taken(false);
  }

  @Override
  public Conversation counted(Conversation conversation) {
    return conversation.having(turn.usage().inAll(conversation.id(), conversation.spent()));
  }
}
