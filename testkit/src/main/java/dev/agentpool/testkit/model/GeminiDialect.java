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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Gemini API: {@code POST /v1beta/models/MODEL:generateContent}, {@code
 * :streamGenerateContent}, {@code :countTokens}.
 */
final class GeminiDialect implements Dialect {
  private static final Pattern PATH =
      Pattern.compile(
          "/v1(?:beta)?/models/([^/:]+):(generateContent|streamGenerateContent|countTokens)");

  private final GeminiErrors errors;
  private final GeminiWriter writer;

  GeminiDialect(JsonMapper json) {
    this.errors = new GeminiErrors(json);
    this.writer = new GeminiWriter(json);
  }

  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public String api() {
    return "gemini";
  }

  @Override
  public Asked read(Headers headers, String path, JsonNode body) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches() || !body.path("contents").isArray()) {
      throw new IllegalArgumentException("contents are required");
    }
    List<Message> messages = messages(body);
    return new Asked(
        parts.group(1),
        parts.group(2).startsWith("stream"),
        Conversation.of(messages),
        blocks(body),
        Dialect.session(headers),
        Dialect.header(headers, "x-goog-api-key"),
        question(body).or(() -> KnownSideCalls.of(messages)),
        body);
  }

  /** What wants JSON: which model to take, who speaks next, whether the model turns in circles. */
  private static Optional<SideCall> question(JsonNode body) {
    JsonNode config = body.path("generationConfig");
    if (!config.path("responseMimeType").asString("").equals("application/json")) {
      return Optional.empty();
    }
    String named = config.has("responseJsonSchema") ? "responseJsonSchema" : "responseSchema";
    var question = new SchemaQuestion(config.path(named));
    return Optional.of(SideCall.saying(question.purpose(), question.answer().toString()));
  }

  private static List<Message> messages(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(Role.OTHER, texts(body.path("systemInstruction"))));
    for (JsonNode content : body.path("contents")) {
      boolean model = content.path("role").asString("user").equals("model");
      if (model && messages.getLast().role() == Role.MODEL) {
        continue; // one answer that the client took apart
      }
      messages.add(new Message(model ? Role.MODEL : Role.USER, texts(content)));
    }
    return messages;
  }

  private static List<String> texts(JsonNode content) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content.path("parts")) {
      if (part.path("text").isString()) {
        texts.add(part.path("text").asString());
      }
    }
    return texts;
  }

  private static List<PromptBlock> blocks(JsonNode body) {
    List<PromptBlock> blocks = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      blocks.add(PromptBlock.automatic("tool", tool));
    }
    if (body.has("systemInstruction")) {
      blocks.add(PromptBlock.automatic("system", body.path("systemInstruction")));
    }
    for (JsonNode content : body.path("contents")) {
      blocks.add(PromptBlock.automatic(content.path("role").asString(""), content));
    }
    return blocks;
  }

  @Override
  public Tokens charged(Tokens counted) {
    return counted.writesAsInput();
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public ObjectNode whole(Asked asked, ModelReply reply) {
    return writer.response(reply);
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
    out.send(errors.of(Refusal.of(503, "scripted error in the stream")));
  }

  @Override
  public ObjectNode error(Refusal refusal, Instant now) {
    return errors.of(refusal);
  }
}
