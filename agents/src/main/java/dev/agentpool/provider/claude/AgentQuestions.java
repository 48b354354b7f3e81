package dev.agentpool.provider.claude;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.streamjson.ControlChannel;
import dev.agentpool.session.ToolDesk;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what the agent asks over its control channel: permissions, hooks, and tools of in-process
 * MCP servers. Each question on a virtual thread of its own, so that no line waits for an answer.
 */
final class AgentQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(AgentQuestions.class);

  /** Hears of each tool that the desk denies. */
  interface Denied {
    void heard(String tool, String toolUse, ToolDesk.Permission.Deny deny);
  }

  private final ToolDesk desk;
  private final ControlChannel channel;
  private final Denied denied;
  private final AtomicInteger open = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, JsonNode> past = new LinkedHashMap<>(); // guarded by lock
  private volatile boolean replaying;
  private final Map<String, String> unconfirmed =
      new ConcurrentHashMap<>(); // the tool use by the request

  /**
   * @param denied told of each tool that the desk denies
   */
  AgentQuestions(ToolDesk desk, ControlChannel channel, Denied denied) {
    this.desk = desk;
    this.denied = denied;
    this.channel = channel;
  }

  /** What {@code initialize} tells the CLI about the desk. */
  ObjectNode initialize() {
    ObjectNode request = Json.object().put("subtype", "initialize");
    if (!desk.servers().isEmpty()) {
      request.set("sdkMcpServers", Json.node(desk.servers()));
    }
    ObjectNode hooks = Json.object();
    if (desk.watchesWrites()) {
      hooks.setAll(WriteHook.asked());
    }
    if (desk.summarised().isPresent()) {
      hooks.setAll(SummaryHook.asked());
    }
    if (!hooks.isEmpty()) {
      request.set("hooks", hooks);
    }
    return request;
  }

  /** Whether the agent waits for an answer: its silence is then ours. */
  boolean open() {
    return open.get() > 0;
  }

  /**
   * From now on lines of the past are read again: what is asked there is answered after {@link
   * #replayed}, unless a later line shows that it was.
   */
  void waitForReplay() {
    replaying = true;
  }

  void replayed() {
    Map<String, JsonNode> left;
    lock.lock();
    try {
      replaying = false;
      left = new LinkedHashMap<>(past);
      past.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(this::ask);
  }

  void asked(JsonNode line) {
    String id = Json.text(line, "request_id", "");
    JsonNode request = line.path("request");
    lock.lock();
    try {
      if (replaying) {
        past.put(id, request);
        unconfirmed.put(id, toolUse(request));
        return;
      }
    } finally {
      lock.unlock();
    }
    ask(id, request);
  }

  /** The agent takes a question back. */
  void withdrawn(JsonNode line) {
    String id = Json.text(line, "request_id", "");
    forget(id);
    Thread.ofVirtual().name("withdrawn-" + id).start(() -> desk.withdrawn(id));
  }

  private void forget(String id) {
    unconfirmed.remove(id);
    lock.lock();
    try {
      past.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /** For which use of a tool it is asked; a server's tools say it beside their arguments. */
  private static String toolUse(JsonNode request) {
    JsonNode ofServer = request.path("message").path("params").path("_meta");
    return Json.text(request, "tool_use_id", Json.text(ofServer, "claudecode/toolUseId", ""));
  }

  private void ask(String id, JsonNode request) {
    open.incrementAndGet();
    Thread.ofVirtual().name("question-" + id).start(() -> answer(id, request));
  }

  private void answer(String id, JsonNode request) {
    try {
      switch (Json.text(request, "subtype", "")) {
        case "can_use_tool" -> permission(id, request);
        case "hook_callback" -> channel.answer(id, hook(request));
        case "mcp_message" -> channel.answer(id, mcp(request));
        case String other ->
            channel.answerError(id, "Unsupported control request subtype: " + other);
      }
    } catch (ProcessException gone) {
      LOG.debug("the agent is gone before its question was answered: {}", gone.getMessage());
    } catch (RuntimeException broken) {
      LOG.error("a question of the agent could not be answered", broken);
      refuse(id, broken);
    } finally {
      open.decrementAndGet();
    }
  }

  private ObjectNode hook(JsonNode request) {
    return SummaryHook.isOne(request)
        ? SummaryHook.answer(desk, request)
        : WriteHook.answer(desk, request);
  }

  private void refuse(String id, RuntimeException broken) {
    try {
      channel.answerError(id, "agentpool could not answer: " + broken.getMessage());
    } catch (ProcessException gone) {
      LOG.debug("the agent is gone: {}", gone.getMessage());
    }
  }

  private void permission(String id, JsonNode request) {
    Map<String, Object> input = Json.plain(request.path("input"));
    String tool = Json.text(request, "tool_name", "unknown");
    Optional<ObjectNode> answer =
        WordsAsked.TOOL.equals(tool)
            ? WordsAsked.answer(desk, id, request.path("input"))
            : desk.decide(new ToolDesk.Ask(id, tool, input))
                .map(permission -> written(tool, toolUse(request), permission, input));
    if (answer.isPresent()) {
      unconfirmed.put(id, Json.text(request, "tool_use_id", ""));
      channel.answer(id, answer.get());
    }
  }

  private ObjectNode written(
      String tool, String toolUse, ToolDesk.Permission permission, Map<String, Object> input) {
    return switch (permission) {
      case ToolDesk.Permission.Allow allow -> {
        ObjectNode answer = Json.object().put("behavior", "allow");
        answer.set("updatedInput", Json.node(allow.input() == null ? input : allow.input()));
        yield answer;
      }
      case ToolDesk.Permission.Deny deny -> {
        denied.heard(tool, toolUse, deny);
        ObjectNode answer = Json.object().put("behavior", "deny").put("message", deny.why());
        yield deny.interrupt() ? answer.put("interrupt", true) : answer;
      }
    };
  }

  /** A line of the agent's: what a tool brought shows that its permission has arrived. */
  void heard(JsonNode line) {
    if (unconfirmed.isEmpty()) {
      return;
    }
    switch (Json.text(line, "type", "")) {
      case "user" -> {
        for (JsonNode block : line.path("message").path("content")) {
          confirmed(Json.text(block, "tool_use_id", "-"));
        }
      }
      case "result" -> unconfirmed.keySet().forEach(this::delivered);
      default -> {}
    }
  }

  private void confirmed(String toolUse) {
    unconfirmed.forEach((id, ofTool) -> {
      if (ofTool.equals(toolUse)) {
        delivered(id);
      }
    });
  }

  private void delivered(String id) {
    if (unconfirmed.containsKey(id)) {
      forget(id);
      Thread.ofVirtual().name("delivered-" + id).start(() -> desk.delivered(id));
    }
  }

  private JsonNode mcp(JsonNode request) {
    Map<String, Object> answer =
        desk.mcp(Json.text(request, "server_name", ""), Json.plain(request.path("message")));
    ObjectNode response = Json.object();
    response.set(
        "mcp_response", answer == null ? unserved(request.path("message")) : Json.node(answer));
    return response;
  }

  /** What nobody answers: a notification; a request would be waited for without end. */
  private static ObjectNode unserved(JsonNode message) {
    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
    if (!message.has("id")) {
      return answer.set("result", Json.object());
    }
    answer.set("id", message.path("id"));
    answer
        .putObject("error")
        .put("code", -32_000)
        .put("message", "this session has no such tools here any more");
    return answer;
  }
}
