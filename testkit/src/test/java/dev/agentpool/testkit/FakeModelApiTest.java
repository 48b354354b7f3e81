package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FakeModelApiTest {
  private final JsonMapper json = JsonMapper.builder().build();
  private final SettableClock clock = new SettableClock();
  private final FakeModelApi api = FakeModelApi.start(0, clock);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private ObjectNode prompt(String text) {
    ObjectNode body =
        json.createObjectNode().put("model", "claude-opus-5-5").put("max_tokens", 100);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return body;
  }

  private HttpResponse<String> post(String path, JsonNode body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.baseUrl().resolve(path))
            .timeout(Duration.ofSeconds(10))
            .header("x-claude-code-session-id", "session-1")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode answer(JsonNode body) throws Exception {
    return json.readTree(post("/v1/messages?beta=true", body).body());
  }

  @Test
  void answersAPlainPromptWithoutAScript() throws Exception {
    JsonNode message = answer(prompt("hello"));
    assertThat(message.path("content").get(0).path("text").asString()).isEqualTo("done: hello");
    assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
  }

  @Test
  void playsOneStepAfterTheOther() throws Exception {
    ObjectNode body = prompt("@@think well@@ @@tool Bash {\"command\":\"ls\"}@@ @@say finished@@");
    JsonNode first = answer(body);
    assertThat(first.path("stop_reason").asString()).isEqualTo("tool_use");
    assertThat(first.path("content").get(0).path("thinking").asString()).isEqualTo("well");
    assertThat(first.path("content").get(1).path("input").path("command").asString())
        .isEqualTo("ls");
    ArrayNode messages = (ArrayNode) body.path("messages");
    messages.addObject().put("role", "assistant").set("content", first.path("content"));
    messages
        .addObject()
        .put("role", "user")
        .putArray("content")
        .addObject()
        .put("type", "tool_result");
    assertThat(answer(body).path("content").get(0).path("text").asString()).isEqualTo("finished");
  }

  @Test
  void streamsTheEventsOfAMessage() throws Exception {
    HttpResponse<String> response =
        post("/v1/messages", prompt("@@slow 3 5@@ @@say grüß dich@@").put("stream", true));
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: ping",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
  }

  @Test
  void failsSoManyTimesAndThenAnswers() throws Exception {
    ObjectNode body = prompt("@@err 529 2 7@@ @@say at last@@");
    HttpResponse<String> first = post("/v1/messages", body);
    assertThat(first.statusCode()).isEqualTo(529);
    assertThat(first.headers().firstValue("retry-after")).hasValue("7");
    assertThat(json.readTree(first.body()).path("error").path("type").asString())
        .isEqualTo("overloaded_error");
    assertThat(post("/v1/messages", body).statusCode()).isEqualTo(529);
    assertThat(answer(body).path("content").get(0).path("text").asString()).isEqualTo("at last");
  }

  @Test
  void cutsAStreamButAnswersWithoutOne() throws Exception {
    ObjectNode body = prompt("@@cut@@ @@say whole@@");
    assertThatThrownBy(() -> post("/v1/messages", body.put("stream", true)))
        .isInstanceOf(IOException.class);
    assertThat(answer(body.put("stream", false)).path("content").get(0).path("text").asString())
        .isEqualTo("whole");
    await().until(() -> api.requests().size() == 2);
    assertThat(api.requests()).extracting(ModelRequest::status).containsExactly(499, 200);
    assertThat(post("/v1/messages", prompt("@@miderr@@").put("stream", true)).body())
        .contains("event: error");
  }

  @Test
  void billsWhatItSaysItBills() throws Exception {
    answer(prompt("@@usage 1000 200 300 40@@ @@say a@@"));
    answer(prompt("@@err 400@@"));
    await().until(() -> api.requests().size() == 2);
    assertThat(api.billedMicrodollars()).isEqualTo(4000 + 800 + 40 + 1500);
    ModelRequest request = api.requests().getFirst();
    assertThat(request.sessionId()).isEqualTo("session-1");
    assertThat(request.usage()).isEqualTo(new TokenUsage(1000, 40, 200, 300, 0));
    HttpRequest state = HttpRequest.newBuilder(api.baseUrl().resolve("/admin/state")).build();
    JsonNode seen = json.readTree(client.send(state, HttpResponse.BodyHandlers.ofString()).body());
    assertThat(seen.path("billed_microdollars").asLong()).isEqualTo(api.billedMicrodollars());
    assertThat(seen.path("requests").get(1).path("status").asInt()).isEqualTo(400);
  }

  @Test
  void readsFromTheCacheWhatItWroteAndForgetsItInTime() throws Exception {
    ObjectNode body = prompt("hello");
    body.putArray("system")
        .addObject()
        .put("type", "text")
        .put("text", "long ".repeat(100))
        .putObject("cache_control")
        .put("type", "ephemeral");
    JsonNode first = answer(body).path("usage");
    long written = first.path("cache_creation_input_tokens").asLong();
    assertThat(written).isGreaterThan(100);
    JsonNode second = answer(body).path("usage");
    assertThat(second.path("cache_read_input_tokens").asLong()).isEqualTo(written);
    assertThat(second.path("cache_creation_input_tokens").asLong()).isZero();
    clock.advance(Duration.ofMinutes(6));
    assertThat(answer(body).path("usage").path("cache_creation_input_tokens").asLong())
        .isEqualTo(written);
  }

  @Test
  void countsTokensAndRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(
            json.readTree(post("/v1/messages/count_tokens", prompt("x".repeat(400))).body())
                .path("input_tokens")
                .asLong())
        .isGreaterThan(90);
    assertThat(post("/v1/other", prompt("x")).statusCode()).isEqualTo(404);
    assertThat(post("/v1/messages", json.createObjectNode()).statusCode()).isEqualTo(400);
    assertThat(post("/v1/messages", prompt("@@nonsense@@")).body())
        .contains("cannot play @@nonsense@@");
  }

  @Test
  void playsOnlyTheLastTextOfAMessage() throws Exception {
    ObjectNode body = prompt("");
    ArrayNode content = ((ObjectNode) body.path("messages").get(0)).putArray("content");
    content.addObject().put("type", "text").put("text", "@@err 500@@");
    content.addObject().put("type", "text").put("text", "@@say new@@");
    content
        .addObject()
        .put("type", "text")
        .put("text", "<system-reminder>not a prompt</system-reminder>");
    assertThat(answer(body).path("content").get(0).path("text").asString()).isEqualTo("new");
  }

  @Test
  void givesATitleInAnyDialectWithoutTakingAStep() throws Exception {
    ObjectNode title = prompt("@@err 500@@").put("system", "You are a title generator.");
    assertThat(answer(title).path("content").get(0).path("text").asString())
        .isEqualTo("Scripted title");
    String response =
        """
        {"model":"m","instructions":"You are a title generator.","input":"@@err 500@@"}
        """;
    assertThat(post("/v1/responses", json.readTree(response)).body()).contains("Scripted title");
    await().until(() -> api.sideRequests().size() == 2);
    assertThat(api.requests()).isEmpty();
  }
}
