package dev.agentpool.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import dev.agentpool.testkit.model.ModelStep.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API: {@code POST /v1/messages}. */
final class MessagesDialect implements Dialect {
  private static final String BILLING_LINE = "x-anthropic-billing-header";

  private final JsonMapper json;
  private final MessagesWriter writer;

  MessagesDialect(JsonMapper json) {
    this.json = json;
    this.writer = new MessagesWriter(json);
  }

  @Override
  public String api() {
    return "anthropic-messages";
  }

  @Override
  public Asked read(Headers headers, String path, JsonNode body) {
    if (!body.path("messages").isArray() || !body.path("model").isString()) {
      throw new IllegalArgumentException("model and messages are required");
    }
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.OTHER, JsonTexts.of(body.path("system"), "text")));
    for (JsonNode message : body.path("messages")) {
      messages.add(
          new Message(
              role(message.path("role").asString("")),
              JsonTexts.of(message.path("content"), "text")));
    }
    return new Asked(
        body.path("model").asString(),
        body.path("stream").asBoolean(false),
        Conversation.of(messages),
        blocks(body),
        Dialect.session(headers),
        Dialect.header(headers, "x-api-key"),
        KnownSideCalls.of(messages),
        body);
  }

  private static Role role(String name) {
    return switch (name) {
      case "assistant" -> Role.MODEL;
      case "user" -> Role.USER;
      default -> Role.OTHER;
    };
  }

  private List<PromptBlock> blocks(JsonNode body) {
    List<PromptBlock> blocks = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      blocks.add(block("tool", tool));
    }
    addContent(blocks, "system", body.path("system"));
    for (JsonNode message : body.path("messages")) {
      addContent(blocks, message.path("role").asString(""), message.path("content"));
    }
    return blocks;
  }

  private void addContent(List<PromptBlock> blocks, String role, JsonNode content) {
    if (content.isString()) {
      ObjectNode text = json.createObjectNode().put("type", "text").put("text", content.asString());
      blocks.add(block(role, text));
      return;
    }
    for (JsonNode block : content) {
      boolean billing =
          role.equals("system") && block.path("text").asString("").startsWith(BILLING_LINE);
      if (!billing) {
        blocks.add(block(role, block));
      }
    }
  }

  private static PromptBlock block(String role, JsonNode block) {
    JsonNode control = block.path("cache_control");
    if (!(block instanceof ObjectNode object) || !control.isObject()) {
      return PromptBlock.marked(role, block, null);
    }
    ObjectNode bare = object.deepCopy();
    bare.remove("cache_control");
    boolean hour = control.path("ttl").asString("5m").equals("1h");
    return PromptBlock.marked(role, bare, Duration.ofMinutes(hour ? 60 : 5));
  }

  @Override
  public Tokens charged(Tokens counted) {
    return counted;
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public ObjectNode whole(Asked asked, ModelReply reply) {
    return writer.message(reply);
  }

  @Override
  public void stream(Asked asked, ModelReply reply, Pace pace, EventStream out) throws IOException {
    writer.stream(reply, pace, out);
  }

  @Override
  public void half(Asked asked, ModelReply reply, EventStream out) throws IOException {
    writer.half(reply, out);
  }

  @Override
  public void failHalfway(Asked asked, ModelReply reply, EventStream out) throws IOException {
    writer.half(reply, out);
    out.send("error", error("overloaded_error", "scripted error in the stream"));
  }

  @Override
  public ObjectNode error(Refusal refusal, Instant now) {
    String message =
        refusal.limitReached()
            ? "This request would exceed your account's rate limit. Please try again later."
            : refusal.message();
    return error(errorType(refusal.code()), message);
  }

  private ObjectNode error(String type, String message) {
    ObjectNode error = json.createObjectNode().put("type", "error");
    error.putObject("error").put("type", type).put("message", message);
    return error;
  }

  private static String errorType(int code) {
    return switch (code) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> "api_error";
    };
  }
}
