package dev.agentpool.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import dev.agentpool.testkit.model.ModelStep.Pace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's Responses API, as Codex asks it: {@code POST /v1/responses}. */
final class ResponsesDialect implements Dialect {
  private final OpenAiErrors errors;
  private final ResponsesWriter writer;

  ResponsesDialect(JsonMapper json) {
    this.errors = new OpenAiErrors(json);
    this.writer = new ResponsesWriter(json);
  }

  @Override
  public String api() {
    return "openai-responses";
  }

  @Override
  public Asked read(Headers headers, String path, JsonNode body) {
    JsonNode input = body.path("input");
    if (!body.path("model").isString() || !(input.isArray() || input.isString())) {
      throw new IllegalArgumentException("model and input are required");
    }
    String session = Dialect.session(headers);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.OTHER, JsonTexts.of(body.path("instructions"))));
    messages.addAll(ResponsesInput.messages(input));
    return new Asked(
        body.path("model").asString(),
        body.path("stream").asBoolean(false),
        Conversation.of(messages),
        blocks(body),
        session.isEmpty() ? body.path("prompt_cache_key").asString("") : session,
        Dialect.bearer(headers),
        KnownSideCalls.of(messages),
        body);
  }

  private static List<PromptBlock> blocks(JsonNode body) {
    List<PromptBlock> blocks = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      blocks.add(PromptBlock.automatic("tool", tool));
    }
    if (body.path("instructions").isString()) {
      blocks.add(PromptBlock.automatic("system", body.path("instructions").asString()));
    }
    JsonNode input = body.path("input");
    if (input.isString()) {
      blocks.add(PromptBlock.automatic("user", input.asString()));
    }
    for (JsonNode item : input) {
      blocks.add(PromptBlock.automatic(item.path("role").asString("item"), item));
    }
    return blocks;
  }

  @Override
  public Tokens charged(Tokens counted) {
    return counted.writesAsInput();
  }

  @Override
  public Map<String, String> headers() {
    return OpenAiErrors.HEADERS;
  }

  @Override
  public ObjectNode whole(Asked asked, ModelReply reply) {
    return writer.response(asked, reply);
  }

  @Override
  public void stream(Asked asked, ModelReply reply, Pace pace, EventStream out) throws IOException {
    new ResponsesStream(writer, out).whole(asked, reply, pace);
  }

  @Override
  public void half(Asked asked, ModelReply reply, EventStream out) throws IOException {
    new ResponsesStream(writer, out).half(reply);
  }

  @Override
  public void failHalfway(Asked asked, ModelReply reply, EventStream out) throws IOException {
    new ResponsesStream(writer, out).failHalfway(reply);
  }

  @Override
  public ObjectNode error(Refusal refusal, Instant now) {
    return refusal.limitReached() ? errors.usageLimit(refusal, now) : errors.of(refusal);
  }
}
