package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.JSON;
import static dev.agentpool.testkit.ApiClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fake API as OpenAI's Chat Completions. */
class FakeChatTest {
  private final FakeModelApi api = FakeModelApi.start();
  private final ApiClient client = new ApiClient(api, "authorization", "Bearer sk-dummy");

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private static ObjectNode prompt(String text) {
    return (ObjectNode)
        JSON.readTree(
            """
            {"model":"mock-model","messages":[
              {"role":"system","content":"be good"},
              {"role":"user","content":[{"type":"text","text":%s}]}]}
            """
                .formatted(quoted(text)));
  }

  private HttpResponse<String> post(JsonNode body) throws Exception {
    return client.post("/v1/chat/completions", body.toString());
  }

  private JsonNode answer(JsonNode body) throws Exception {
    return JSON.readTree(post(body).body());
  }

  @Test
  void answersWithACompletion() throws Exception {
    JsonNode completion = answer(prompt("@@think well@@ @@usage 100 20 30 40 5@@ @@say hello@@"));
    JsonNode choice = completion.path("choices").get(0);
    assertThat(choice.path("message").path("content").asString()).isEqualTo("hello");
    assertThat(choice.path("message").path("reasoning_content").asString()).isEqualTo("well");
    assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    assertThat(completion.path("usage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"prompt_tokens":150,"completion_tokens":40,"total_tokens":190,
                 "prompt_tokens_details":{"cached_tokens":20},
                 "completion_tokens_details":{"reasoning_tokens":5}}
                """));
    await().until(() -> !api.requests().isEmpty());
    assertThat(api.requests().getFirst().usage()).isEqualTo(new TokenUsage(130, 40, 20, 0, 0, 5));
    assertThat(api.requests().getFirst().api()).isEqualTo("openai-chat");
    assertThat(api.billedMicrodollars()).isZero();
  }

  @Test
  void streamsToolCallsInPiecesAndUsageOnlyWhenAsked() throws Exception {
    ObjectNode body =
        prompt("@@tools [{\"name\":\"a\",\"input\":{\"x\":1}},{\"name\":\"b\",\"input\":{}}]@@")
            .put("stream", true);
    HttpResponse<String> plain = post(body);
    assertThat(plain.body()).endsWith("data: [DONE]\n\n").doesNotContain("prompt_tokens");
    body.putObject("stream_options").put("include_usage", true);
    List<JsonNode> chunks = ApiClient.data(post(body));
    StringBuilder arguments = new StringBuilder();
    for (JsonNode chunk : chunks) {
      for (JsonNode call : chunk.path("choices").path(0).path("delta").path("tool_calls")) {
        if (call.path("index").asInt() == 0) {
          arguments.append(call.path("function").path("arguments").asString(""));
        }
      }
    }
    assertThat(arguments.toString()).isEqualTo("{\"x\":1}");
    JsonNode finish = chunks.get(chunks.size() - 2).path("choices").get(0);
    assertThat(finish.path("finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(chunks.getLast().path("choices")).isEmpty();
    assertThat(chunks.getLast().path("usage").path("total_tokens").asLong()).isPositive();
  }

  @Test
  void playsTheNextStepBehindTheToolsAnswer() throws Exception {
    ObjectNode body = prompt("@@tool write {\"path\":\"f\"}@@ @@say finished@@");
    JsonNode message = answer(body).path("choices").get(0).path("message");
    ArrayNode messages = (ArrayNode) body.path("messages");
    messages.add(message);
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", message.path("tool_calls").get(0).path("id").asString())
        .put("content", "ok");
    assertThat(text(answer(body))).isEqualTo("finished");
  }

  private static String text(JsonNode completion) {
    return completion.path("choices").get(0).path("message").path("content").asString();
  }

  @Test
  void failsInOpenAisShapeAndTellsItsLimits() throws Exception {
    HttpResponse<String> bad = post(prompt("@@err 400@@"));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(bad.body()).path("error").path("type").asString())
        .isEqualTo("invalid_request_error");
    assertThat(bad.headers().firstValue("x-ratelimit-remaining-tokens")).isPresent();
    HttpResponse<String> few =
        post(prompt("@@rl {\"x-ratelimit-remaining-requests\":\"3\"}@@ @@say ok@@"));
    assertThat(few.headers().allValues("x-ratelimit-remaining-requests")).containsExactly("3");
    HttpResponse<String> over = post(prompt("@@rlerr {\"retry-after\":\"60\"}@@"));
    assertThat(over.statusCode()).isEqualTo(429);
    assertThat(over.headers().firstValue("retry-after")).hasValue("60");
    assertThat(JSON.readTree(over.body()).path("error").path("code").asString())
        .isEqualTo("insufficient_quota");
  }

  @Test
  void breaksOffInTheMiddle() throws Exception {
    List<JsonNode> chunks = ApiClient.data(post(prompt("@@miderr@@").put("stream", true)));
    assertThat(chunks.getLast().path("error").path("type").asString()).isEqualTo("server_error");
    assertThatThrownBy(() -> post(prompt("@@cut@@").put("stream", true)))
        .isInstanceOf(IOException.class);
    assertThat(
            answer(prompt("@@maxtok half@@"))
                .path("choices")
                .get(0)
                .path("finish_reason")
                .asString())
        .isEqualTo("length");
    JsonNode refused = answer(prompt("@@refuse never@@")).path("choices").get(0).path("message");
    assertThat(refused.path("refusal").asString()).isEqualTo("never");
    assertThat(refused.path("content").isNull()).isTrue();
  }

  @Test
  void givesATitleWithoutTakingAStep() throws Exception {
    ObjectNode title = prompt("@@err 500@@ @@say first@@");
    ((ObjectNode) title.path("messages").get(0))
        .put("content", "You are a title generator. You output ONLY a thread title.");
    assertThat(text(answer(title))).isEqualTo("Scripted title");
    await().until(() -> !api.sideRequests().isEmpty());
    assertThat(api.requests()).isEmpty();
    assertThat(api.sideRequests().getFirst().purpose()).isEqualTo("title");
    JsonNode state = JSON.readTree(client.get("/admin/state").body());
    assertThat(state.path("requests")).isEmpty();
    assertThat(state.path("side_requests").get(0).path("billed_microdollars").isNull()).isTrue();
    assertThat(post(prompt("@@err 500@@ @@say first@@")).statusCode()).isEqualTo(500);
  }

  @Test
  void answersAClassifierByItsSchemaAndASuggestionWithoutTakingAStep() throws Exception {
    ObjectNode classifier = prompt("@@say first@@").put("tool_choice", "required");
    classifier.set(
        "tools",
        JSON.readTree(
            """
            [{"type":"function","function":{"name":"respond_in_schema","parameters":{
              "type":"object","properties":{"shouldBlock":{"type":"boolean"}}}}}]
            """));
    JsonNode call =
        answer(classifier).path("choices").get(0).path("message").path("tool_calls").get(0);
    assertThat(call.path("function").path("name").asString()).isEqualTo("respond_in_schema");
    assertThat(call.path("function").path("arguments").asString())
        .isEqualTo("{\"shouldBlock\":false}");
    ObjectNode suggestion = prompt("@@say first@@");
    ((ArrayNode) suggestion.path("messages"))
        .addObject()
        .put("role", "user")
        .put("content", "[SUGGESTION MODE: Suggest what the user might naturally type next.]");
    assertThat(text(answer(suggestion))).isEqualTo("run the tests");
    await().until(() -> api.sideRequests().size() == 2);
    assertThat(api.sideRequests())
        .extracting(ModelRequest::purpose)
        .containsExactly("classifier", "suggestion");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void goesOnBehindWhatTheClientWritesInTheUsersName() throws Exception {
    for (String own :
        new String[] {
          "The connection dropped mid-response. Resume directly.",
          "Please continue from where you left off.",
          "Your previous response ended before completion. Continue where you left off."
        }) {
      ObjectNode body = prompt("@@maxtok half@@ @@say the rest@@");
      ArrayNode messages = (ArrayNode) body.path("messages");
      messages.addObject().put("role", "assistant").put("content", "half");
      messages.addObject().put("role", "user").put("content", own);
      assertThat(text(answer(body))).as(own).isEqualTo("the rest");
    }
  }
}
