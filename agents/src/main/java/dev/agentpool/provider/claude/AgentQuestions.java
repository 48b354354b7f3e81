package dev.agentpool.provider.claude;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.streamjson.ControlChannel;
import dev.agentpool.session.ToolDesk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final ToolDesk desk;
  private final ControlChannel channel;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, String> hookEvents = new LinkedHashMap<>();

  AgentQuestions(ToolDesk desk, ControlChannel channel) {
    this.desk = desk;
    this.channel = channel;
    desk.hooks().forEach(hook -> hookEvents.put("hook-" + hookEvents.size(), hook.event()));
  }

  /** What {@code initialize} tells the CLI about the desk. */
  ObjectNode initialize() {
    ObjectNode request = Json.object().put("subtype", "initialize");
    if (!desk.servers().isEmpty()) {
      request.set("sdkMcpServers", Json.node(desk.servers()));
    }
    if (!hookEvents.isEmpty()) {
      Map<String, List<Map<String, Object>>> hooks = new LinkedHashMap<>();
      int index = 0;
      for (ToolDesk.Hook hook : desk.hooks()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (hook.matcher() != null) {
          entry.put("matcher", hook.matcher());
        }
        entry.put("hookCallbackIds", List.of("hook-" + index++));
        hooks.computeIfAbsent(hook.event(), _ -> new ArrayList<>()).add(entry);
      }
      request.set("hooks", Json.node(hooks));
    }
    return request;
  }

  /** Whether the agent waits for an answer: its silence is then ours. */
  boolean open() {
    return open.get() > 0;
  }

  void asked(JsonNode line) {
    open.incrementAndGet();
    String id = Json.text(line, "request_id", "");
    JsonNode request = line.path("request");
    Thread.ofVirtual().name("question-" + id).start(() -> answer(id, request));
  }

  private void answer(String id, JsonNode request) {
    try {
      switch (Json.text(request, "subtype", "")) {
        case "can_use_tool" -> channel.answer(id, permission(request));
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

  private void refuse(String id, RuntimeException broken) {
    try {
      channel.answerError(id, "agentpool could not answer: " + broken.getMessage());
    } catch (ProcessException gone) {
      LOG.debug("the agent is gone: {}", gone.getMessage());
    }
  }

  private ObjectNode permission(JsonNode request) {
    Map<String, Object> input = Json.plain(request.path("input"));
    return switch (desk.mayUse(Json.text(request, "tool_name", "unknown"), input)) {
      case ToolDesk.Permission.Allow allow -> {
        ObjectNode answer = Json.object().put("behavior", "allow");
        answer.set("updatedInput", Json.node(allow.input() == null ? input : allow.input()));
        yield answer;
      }
      case ToolDesk.Permission.Deny deny -> {
        ObjectNode answer = Json.object().put("behavior", "deny").put("message", deny.why());
        yield deny.interrupt() ? answer.put("interrupt", true) : answer;
      }
    };
  }

  private JsonNode hook(JsonNode request) {
    String event = hookEvents.getOrDefault(Json.text(request, "callback_id", ""), "unknown");
    return Json.node(desk.hook(event, Json.plain(request.path("input"))));
  }

  private JsonNode mcp(JsonNode request) {
    Map<String, Object> answer =
        desk.mcp(Json.text(request, "server_name", ""), Json.plain(request.path("message")));
    ObjectNode response = Json.object();
    response.set(
        "mcp_response",
        answer == null
            ? Json.object().put("jsonrpc", "2.0").set("result", Json.object())
            : Json.node(answer));
    return response;
  }
}
