package dev.agentpool.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.Pace;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Chat Completions, as opencode, Qwen Code, Copilot and droid ask for them: {@code POST
 * /v1/chat/completions}.
 */
final class ChatDialect implements Dialect {
  private final OpenAiErrors errors;
  private final ChatWriter writer;

  ChatDialect(JsonMapper json) {
    this.errors = new OpenAiErrors(json);
    this.writer = new ChatWriter(json);
  }

  @Override
  public String api() {
    return "openai-chat";
  }

  @Override
  public Asked read(Headers headers, String path, JsonNode body) {
    if (!body.path("messages").isArray() || !body.path("model").isString()) {
      throw new IllegalArgumentException("model and messages are required");
    }
    List<Message> messages = messages(body.path("messages"));
    return new Asked(
        body.path("model").asString(),
        body.path("stream").asBoolean(false),
        Conversation.of(messages),
        blocks(body),
        Dialect.session(headers),
        Dialect.bearer(headers),
        question(body).or(() -> KnownSideCalls.of(messages)),
        body);
  }

  /** The only tool must be called: its parameters are the schema of an answer, as Qwen asks. */
  private static Optional<SideCall> question(JsonNode body) {
    if (!body.path("tool_choice").asString("").equals("required")
        || body.path("tools").size() != 1) {
      return Optional.empty();
    }
    JsonNode function = body.path("tools").get(0).path("function");
    var question = new SchemaQuestion(function.path("parameters"));
    var call = new ToolCall(function.path("name").asString(""), question.answer());
    return Optional.of(new SideCall(question.purpose(), new Act.UseTools(List.of(call))));
  }

  /** Answers of the model that follow each other are one that the client took apart. */
  private static List<Message> messages(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : body) {
      Role role =
          switch (message.path("role").asString("")) {
            case "assistant" -> Role.MODEL;
            case "user" -> Role.USER;
            default -> Role.OTHER;
          };
      boolean goesOn =
          role == Role.MODEL && !messages.isEmpty() && messages.getLast().role() == Role.MODEL;
      if (!goesOn) {
        messages.add(new Message(role, JsonTexts.of(message.path("content"), "text")));
      }
    }
    return messages;
  }

  private static List<PromptBlock> blocks(JsonNode body) {
    List<PromptBlock> blocks = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      blocks.add(PromptBlock.automatic("tool", tool));
    }
    for (JsonNode message : body.path("messages")) {
      blocks.add(PromptBlock.automatic(message.path("role").asString(""), message));
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
    return writer.completion(reply);
  }

  @Override
  public void stream(Asked asked, ModelReply reply, Pace pace, EventStream out) throws IOException {
    boolean usage = asked.body().path("stream_options").path("include_usage").asBoolean(false);
    writer.stream(reply, usage, pace, out);
  }

  @Override
  public void half(Asked asked, ModelReply reply, EventStream out) throws IOException {
    writer.half(reply, out);
  }

  @Override
  public void failHalfway(Asked asked, ModelReply reply, EventStream out) throws IOException {
    writer.half(reply, out);
    out.send(errors.of(Refusal.of(500, "scripted error in the stream")));
  }

  @Override
  public ObjectNode error(Refusal refusal, Instant now) {
    return refusal.limitReached() ? errors.quota() : errors.of(refusal);
  }
}
