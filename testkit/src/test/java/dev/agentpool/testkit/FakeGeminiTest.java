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

/** The fake API as Google's Gemini. */
class FakeGeminiTest {
  private static final String MODEL = "/v1beta/models/gemini-3.8-flash:";
  private final FakeModelApi api = FakeModelApi.start();
  private final ApiClient client = new ApiClient(api, "x-goog-api-key", "dummy");

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private static ObjectNode prompt(String text) {
    return (ObjectNode)
        JSON.readTree(
            """
            {"contents":[{"role":"user","parts":[
              {"text":"<session_context>not a prompt</session_context>"},{"text":%s}]}]}
            """
                .formatted(quoted(text)));
  }

  private HttpResponse<String> plain(JsonNode body) throws Exception {
    return client.post(MODEL + "generateContent", body.toString());
  }

  private HttpResponse<String> streamed(JsonNode body) throws Exception {
    return client.post(MODEL + "streamGenerateContent?alt=sse", body.toString());
  }

  private JsonNode answer(JsonNode body) throws Exception {
    return JSON.readTree(plain(body).body());
  }

  private static JsonNode parts(JsonNode response) {
    return response.path("candidates").get(0).path("content").path("parts");
  }

  private static String finish(JsonNode response) {
    return response.path("candidates").get(0).path("finishReason").asString("");
  }

  @Test
  void answersWithACandidate() throws Exception {
    JsonNode response = answer(prompt("@@think well@@ @@usage 100 20 30 40 5@@ @@say hello@@"));
    assertThat(parts(response).get(0).path("thought").asBoolean()).isTrue();
    assertThat(parts(response).get(1).path("text").asString()).isEqualTo("hello");
    assertThat(finish(response)).isEqualTo("STOP");
    assertThat(response.path("usageMetadata"))
        .isEqualTo(
            JSON.readTree(
                """
                {"promptTokenCount":150,"candidatesTokenCount":35,"totalTokenCount":190,
                 "thoughtsTokenCount":5,"cachedContentTokenCount":20}
                """));
    await().until(() -> !api.requests().isEmpty());
    ModelRequest request = api.requests().getFirst();
    assertThat(request.usage()).isEqualTo(new TokenUsage(130, 40, 20, 0, 0, 5));
    assertThat(request.model()).isEqualTo("gemini-3.8-flash");
    assertThat(request.key()).isEqualTo("dummy");
    assertThat(request.streamed()).isFalse();
  }

  @Test
  void streamsPiecesAndFinishesWithTheLast() throws Exception {
    List<JsonNode> pieces = ApiClient.data(streamed(prompt("@@slow 2 1@@ @@say one two@@")));
    assertThat(pieces).extracting(FakeGeminiTest::finish).containsExactly("", "", "STOP");
    assertThat(pieces)
        .extracting(piece -> parts(piece).get(0).path("text").asString())
        .containsExactly("one", " two", "");
  }

  @Test
  void playsTheNextStepBehindAFunctionsAnswer() throws Exception {
    ObjectNode body = prompt("@@tool write_file {\"file_path\":\"f\"}@@ @@say finished@@");
    JsonNode call = ApiClient.data(streamed(body)).getLast();
    JsonNode function = parts(call).get(0).path("functionCall");
    assertThat(function.path("args").path("file_path").asString()).isEqualTo("f");
    ArrayNode contents = (ArrayNode) body.path("contents");
    contents.add(call.path("candidates").get(0).path("content"));
    contents.add(
        JSON.readTree(
            """
            {"role":"user","parts":[{"functionResponse":{"name":"write_file","response":{"output":"ok"}}}]}
            """));
    assertThat(parts(answer(body)).get(0).path("text").asString()).isEqualTo("finished");
  }

  @Test
  void failsInGooglesShape() throws Exception {
    HttpResponse<String> denied = plain(prompt("@@err 401@@"));
    assertThat(denied.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(denied.body()).path("error").path("status").asString())
        .isEqualTo("UNAUTHENTICATED");
    JsonNode fast = JSON.readTree(plain(prompt("@@err 429 1 7@@")).body()).path("error");
    assertThat(fast.path("status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(fast.path("details").get(0).path("retryDelay").asString()).isEqualTo("7s");
    JsonNode day = JSON.readTree(plain(prompt("@@rlerr@@")).body()).path("error");
    assertThat(day.path("details").get(0).path("violations").get(0).path("quotaId").asString())
        .contains("PerDay");
    assertThat(client.post(MODEL + "generateContent", "{}").statusCode()).isEqualTo(400);
    assertThat(client.post("/v1beta/models/m:paint", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void breaksOffInTheMiddle() throws Exception {
    JsonNode last = ApiClient.data(streamed(prompt("@@miderr@@"))).getLast();
    assertThat(last.path("error").path("status").asString()).isEqualTo("UNAVAILABLE");
    assertThatThrownBy(() -> streamed(prompt("@@cut@@"))).isInstanceOf(IOException.class);
    assertThat(finish(answer(prompt("@@maxtok half@@")))).isEqualTo("MAX_TOKENS");
    assertThat(finish(answer(prompt("@@refuse never@@")))).isEqualTo("SAFETY");
  }

  @Test
  void countsTokensAndBillsNothingForIt() throws Exception {
    HttpResponse<String> counted =
        client.post(MODEL + "countTokens", prompt("x".repeat(400)).toString());
    assertThat(JSON.readTree(counted.body()).path("totalTokens").asLong()).isGreaterThan(90);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void answersARouterByItsSchemaWithoutTakingAStep() throws Exception {
    ObjectNode router = prompt("@@say first@@");
    router.set(
        "generationConfig",
        JSON.readTree(
            """
            {"responseMimeType":"application/json","responseJsonSchema":{"type":"OBJECT",
             "properties":{"complexity_reasoning":{"type":"STRING"},
              "complexity_score":{"type":"INTEGER"}},"required":["complexity_score"]}}
            """));
    JsonNode choice = JSON.readTree(parts(answer(router)).get(0).path("text").asString());
    assertThat(choice.path("complexity_score").asInt()).isEqualTo(1);
    router.set(
        "generationConfig",
        JSON.readTree(
            """
            {"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{
              "next_speaker":{"type":"STRING","enum":["model","user"]}}}}
            """));
    JsonNode speaker = JSON.readTree(parts(answer(router)).get(0).path("text").asString());
    assertThat(speaker.path("next_speaker").asString()).isEqualTo("user");
    await().until(() -> api.sideRequests().size() == 2);
    assertThat(api.sideRequests())
        .extracting(ModelRequest::purpose)
        .containsExactly("router", "next-speaker");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void givesASessionItsTitleWithoutTakingAStep() throws Exception {
    ObjectNode summary =
        (ObjectNode)
            JSON.readTree(
                """
                {"contents":[{"role":"user","parts":[{"text":%s}]}]}
                """
                    .formatted(
                        quoted(
                            "Summarize the user's primary intent or goal in this conversation in"
                                + " ONE sentence.\nUser: @@err 500@@")));
    assertThat(parts(answer(summary)).get(0).path("text").asString()).isEqualTo("Scripted title");
    await().until(() -> api.sideRequests().size() == 1);
    assertThat(api.requests()).isEmpty();
  }
}
