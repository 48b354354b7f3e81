package dev.agentpool.provider.acp;

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
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Agent Client Protocol, version 1, as its client. It offers neither files nor terminals of its
 * own: the agent's own tools work where its process is held.
 */
final class AcpDialect implements Dialect {
  static final String PROTOCOL = "acp";
  private static final int VERSION = 1;
  private final AcpTerms terms;
  private final boolean renews;
  private final AcpEndings endings;
  private final AcpUpdates updates;
  private final AcpSpend spend;
  private volatile String lastPiece = ""; // of text

  AcpDialect(AcpTerms terms, AcpCli cli, AcpEndings endings) {
    this.terms = terms;
    this.spend = new AcpSpend(cli.usage());
    this.renews = cli.renews();
    this.updates = new AcpUpdates(cli.texts().asides());
    this.endings = endings;
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public RpcPeer.Wording wording() {
    return RpcPeer.Wording.VERSIONED;
  }

  @Override
  public Conversation begin(RpcPeer peer, @Nullable String resume, Duration patience)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    JsonNode agent = peer.ask("initialize", hello(), patience);
    int version = agent.path("protocolVersion").asInt(0);
    if (version != VERSION) {
      throw new ProviderException(
          OutcomeCode.PROVIDER_UNUSABLE,
          "the agent CLI speaks version " + version + " of ACP, and agentpool version " + VERSION,
          null);
    }
    AcpConversations conversations = new AcpConversations(terms, peer, deadline);
    return resume == null
        ? conversations.fresh()
        : conversations.goneOnWith(resume, agent.path("agentCapabilities"));
  }

  private static ObjectNode hello() {
    ObjectNode files = Json.object().put("readTextFile", false).put("writeTextFile", false);
    ObjectNode offered = Json.object().put("terminal", false);
    offered.set("fs", files);
    ObjectNode params = Json.object().put("protocolVersion", VERSION);
    params.set("clientCapabilities", offered);
    params.set("clientInfo", Json.object().put("name", "agentpool").put("version", "1"));
    return params;
  }

  @Override
  public Optional<Conversation> renew(RpcPeer peer, Conversation now, Duration patience)
      throws InterruptedException, TimeoutException {
    if (!renews) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + patience.toNanos();
    Conversation fresh = new AcpConversations(terms, peer, deadline).fresh();
    spend.renewed();
    return Optional.of(fresh);
  }

  @Override
  public Call prompt(Conversation conversation, TurnRequest request) {
    spend.begins();
    lastPiece = "";
    ObjectNode params = Json.object().put("sessionId", conversation.id());
    ArrayNode blocks = params.putArray("prompt");
    if (!conversation.begun() && !terms.preface().isEmpty()) {
      blocks.add(block(terms.preface() + "\n\n"));
    }
    blocks.add(block(plain(request.prompt())));
    return new Call("session/prompt", params);
  }

  private static ObjectNode block(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  /** A word that begins with a slash in the very first place is a command to most agents. */
  private static String plain(String prompt) {
    return prompt.startsWith("/") ? "\n" + prompt : prompt;
  }

  @Override
  public void interrupt(RpcPeer peer, Conversation conversation) {
    peer.notify("session/cancel", Json.object().put("sessionId", conversation.id()));
  }

  @Override
  public Reading notified(Conversation conversation, String method, JsonNode params, Said said) {
    if (!method.equals("session/update") || !isOf(conversation, params)) {
      return Reading.NOTHING;
    }
    JsonNode update = params.path("update");
    List<AgentEvent> taken = spend.heard(update, conversation);
    Reading reading = updates.of(update);
    if (!reading.events().isEmpty()) {
      lastPiece = reading.events().getLast() instanceof AgentEvent.Text(String piece) ? piece : "";
    }
    return taken.isEmpty() ? reading : reading.before(taken);
  }

  private static boolean isOf(Conversation conversation, JsonNode params) {
    return Json.text(params, "sessionId", "").equals(conversation.id());
  }

  @Override
  public Reading answered(Conversation conversation, JsonNode result, Said said) {
    AcpEndings.Told told = new AcpEndings.Told(spend.ended(result, conversation), said, lastPiece);
    return Reading.of(endings.of(result, told));
  }

  @Override
  public Taken taken(Conversation conversation) {
    return spend.soFar(conversation);
  }

  @Override
  public Conversation counted(Conversation conversation) {
    return spend.counted(conversation);
  }

  @Override
  public Reading refused(Conversation conversation, RpcFailure failure, Said said) {
    return Reading.of(endings.of(failure, spend.soFar(conversation)));
  }

  @Override
  public Wanted asked(Conversation conversation, String method, JsonNode params) {
    return method.equals("session/request_permission")
        ? AcpPermission.of(params)
        : new Wanted.NotOffered();
  }
}
