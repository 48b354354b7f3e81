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

/** The fake API as OpenAI's Responses. */
class FakeResponsesTest {
  private final FakeModelApi api = FakeModelApi.start();
  private final ApiClient client =
      new ApiClient(api, "authorization", "Bearer sk-dummy", "session-id", "thread-1");

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private static ObjectNode prompt(String text) {
    return (ObjectNode)
        JSON.readTree(
            """
            {"model":"gpt-5.5","input":[
              {"type":"message","role":"developer","content":[{"type":"input_text","text":"be good"}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":%s}]}]}
            """
                .formatted(quoted(text)));
  }

  private HttpResponse<String> post(JsonNode body) throws Exception {
    return client.post("/v1/responses", body.toString());
  }

  private JsonNode answer(JsonNode body) throws Exception {
    return JSON.readTree(post(body).body());
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asString()).toList();
  }

  @Test
  void answersWithAResponseObject() throws Exception {
    JsonNode response = answer(prompt("@@usage 100 20 30 40 5@@ @@say hello@@"));
    assertThat(response.path("object").asString()).isEqualTo("response");
    assertThat(response.path("status").asString()).isEqualTo("completed");
    JsonNode message = response.path("output").get(0);
    assertThat(message.path("type").asString()).isEqualTo("message");
    assertThat(message.path("content").get(0).path("type").asString()).isEqualTo("output_text");
    assertThat(message.path("content").get(0).path("text").asString()).isEqualTo("hello");
    assertThat(response.path("usage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"input_tokens":150,"input_tokens_details":{"cached_tokens":20},
                 "output_tokens":40,"output_tokens_details":{"reasoning_tokens":5},
                 "total_tokens":190}
                """));
    await().until(() -> !api.requests().isEmpty());
    ModelRequest request = api.requests().getFirst();
    assertThat(request.usage()).isEqualTo(new TokenUsage(130, 40, 20, 0, 0, 5));
    assertThat(request.api()).isEqualTo("openai-responses");
    assertThat(request.key()).isEqualTo("sk-dummy");
    assertThat(request.sessionId()).isEqualTo("thread-1");
    assertThat(request.billedNanodollars()).isZero();
    assertThat(api.billedMicrodollars()).isZero();
  }

  @Test
  void takesAPromptThatIsOneText() throws Exception {
    JsonNode response = answer(JSON.readTree("{\"model\":\"m\",\"input\":\"hi\"}"));
    assertThat(response.path("output").get(0).path("content").get(0).path("text").asString())
        .isEqualTo("done: hi");
  }

  @Test
  void streamsTheEventsOfAThoughtAndAText() throws Exception {
    ObjectNode body = prompt("@@think well@@ @@slow 2 1@@ @@say grüß dich@@").put("stream", true);
    List<JsonNode> events = ApiClient.data(post(body));
    assertThat(types(events))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(events).extracting(event -> event.path("sequence_number").asInt()).isSorted();
    assertThat(events.get(8).path("item").path("content")).isEmpty();
    assertThat(events.get(12).path("text").asString()).isEqualTo("grüß dich");
    assertThat(events.get(14).path("item").path("content").get(0).path("text").asString())
        .isEqualTo("grüß dich");
    assertThat(events.getLast().path("response").path("output")).hasSize(2);
    assertThat(events.getLast().path("response").path("usage").path("total_tokens").asInt())
        .isPositive();
  }

  @Test
  void countsAnAnswerOfManyItemsAsOneStep() throws Exception {
    ObjectNode body =
        prompt(
            """
            @@think well@@ @@tools [{"name":"a","input":{"x":1}},{"name":"b","input":{}}]@@ @@say end@@
            """);
    JsonNode output = answer(body).path("output");
    assertThat(output)
        .extracting(item -> item.path("type").asString())
        .containsExactly("reasoning", "function_call", "function_call");
    assertThat(output.get(1).path("arguments").asString()).isEqualTo("{\"x\":1}");
    ArrayNode input = (ArrayNode) body.path("input");
    for (JsonNode item : output) {
      input.add(item);
      if (item.has("call_id")) { // the answer stands right behind its call, before the next call
        input
            .addObject()
            .put("type", "function_call_output")
            .put("call_id", item.path("call_id").asString())
            .put("output", "ok");
      }
    }
    assertThat(answer(body).path("output").get(0).path("content").get(0).path("text").asString())
        .isEqualTo("end");
  }

  @Test
  void callsToolsInTheWayTheyWereDeclared() throws Exception {
    ObjectNode body =
        prompt(
            """
            @@tools [{"name":"apply_patch","input":"*** Begin"},{"name":"mcp__sup__report","input":{}}]@@
            """);
    body.set(
        "tools",
        JSON.readTree(
            """
            [{"type":"custom","name":"apply_patch"},
             {"type":"namespace","name":"mcp__sup","tools":[{"type":"function","name":"report"}]}]
            """));
    List<JsonNode> events = ApiClient.data(post(body.put("stream", true)));
    assertThat(types(events))
        .contains("response.custom_tool_call_input.delta", "response.function_call_arguments.done");
    JsonNode output = events.getLast().path("response").path("output");
    assertThat(output.get(0).path("type").asString()).isEqualTo("custom_tool_call");
    assertThat(output.get(0).path("input").asString()).isEqualTo("*** Begin");
    assertThat(output.get(1).path("name").asString()).isEqualTo("report");
    assertThat(output.get(1).path("namespace").asString()).isEqualTo("mcp__sup");
  }

  @Test
  void failsInOpenAisShape() throws Exception {
    HttpResponse<String> denied = post(prompt("@@err 401@@"));
    assertThat(denied.statusCode()).isEqualTo(401);
    JsonNode error = JSON.readTree(denied.body()).path("error");
    assertThat(error.path("code").asString()).isEqualTo("invalid_api_key");
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    HttpResponse<String> fast = post(prompt("@@err 429 1 7@@ @@say at last@@"));
    assertThat(fast.statusCode()).isEqualTo(429);
    assertThat(fast.headers().firstValue("retry-after")).hasValue("7");
    assertThat(answer(prompt("@@err 429 1 7@@ @@say at last@@")).path("status").asString())
        .isEqualTo("completed");
    assertThat(post(JSON.readTree("{}")).statusCode()).isEqualTo(400);
    await().until(() -> api.requests().size() == 3);
    assertThat(api.requests()).extracting(ModelRequest::status).containsExactly(401, 429, 200);
  }

  @Test
  void tellsTheLimitsOfASubscription() throws Exception {
    HttpResponse<String> near =
        post(
            prompt(
                """
                @@rl {"x-codex-primary-used-percent":"91.5","x-codex-primary-window-minutes":"300"}@@ @@say ok@@
                """));
    assertThat(near.headers().firstValue("x-codex-primary-used-percent")).hasValue("91.5");
    assertThat(near.headers().firstValue("x-ratelimit-remaining-requests")).isPresent();
    HttpResponse<String> over =
        post(prompt("@@rlerr {\"x-codex-primary-reset-at\":\"4102444800\"}@@"));
    assertThat(over.statusCode()).isEqualTo(429);
    JsonNode error = JSON.readTree(over.body()).path("error");
    assertThat(error.path("type").asString()).isEqualTo("usage_limit_reached");
    assertThat(error.path("resets_at").asLong()).isEqualTo(4102444800L);
    HttpResponse<String> dated = post(prompt("@@rlerr {\"retry-after\":\"tomorrow\"}@@"));
    assertThat(dated.headers().firstValue("retry-after")).hasValue("tomorrow");
    assertThat(JSON.readTree(dated.body()).path("error").has("resets_at")).isFalse();
  }

  @Test
  void breaksOffInTheMiddle() throws Exception {
    List<JsonNode> events = ApiClient.data(post(prompt("@@miderr@@").put("stream", true)));
    assertThat(types(events)).endsWith("response.output_text.delta", "response.failed");
    assertThat(events.getLast().path("response").path("error").path("code").asString())
        .isEqualTo("server_error");
    assertThatThrownBy(() -> post(prompt("@@cut@@").put("stream", true)))
        .isInstanceOf(IOException.class);
    JsonNode cutOff = answer(prompt("@@maxtok half@@"));
    assertThat(cutOff.path("status").asString()).isEqualTo("incomplete");
    assertThat(cutOff.path("incomplete_details").path("reason").asString())
        .isEqualTo("max_output_tokens");
    List<JsonNode> refused = ApiClient.data(post(prompt("@@refuse never@@").put("stream", true)));
    assertThat(types(refused)).contains("response.refusal.done").endsWith("response.completed");
  }

  @Test
  void readsFromTheCacheWhatItSawBefore() throws Exception {
    ObjectNode body = prompt("@@say " + "long ".repeat(50) + "@@");
    assertThat(cached(answer(body))).isZero();
    JsonNode again = answer(body);
    long sent = again.path("usage").path("input_tokens").asLong();
    assertThat(cached(again)).isPositive().isLessThan(sent - 50); // never the end of it
    ((ArrayNode) body.path("input")).addObject().put("role", "user").put("content", "more");
    assertThat(cached(answer(body))).isEqualTo(sent);
  }

  private static long cached(JsonNode response) {
    return response.path("usage").path("input_tokens_details").path("cached_tokens").asLong();
  }

  @Test
  void turnsAWebSocketAwaySoThatTheClientGoesOnByHttp() throws Exception {
    assertThat(client.get("/v1/responses").statusCode()).isEqualTo(426);
  }

  @Test
  void listsModels() throws Exception {
    JsonNode models = JSON.readTree(client.get("/v1/models").body());
    assertThat(models.path("object").asString()).isEqualTo("list");
    assertThat(models.path("data").get(0).path("object").asString()).isEqualTo("model");
  }

  @Test
  void playsItsFaultsAnewAfterAReset() throws Exception {
    ObjectNode body = prompt("@@err 500 1@@ @@say mended@@");
    assertThat(post(body).statusCode()).isEqualTo(500);
    assertThat(post(body).statusCode()).isEqualTo(200);
    client.post("/admin/reset", "");
    assertThat(post(body).statusCode()).isEqualTo(500);
  }

  @Test
  void searchesForToolsAndCallsWhatWasFound() throws Exception {
    ObjectNode body =
        prompt("@@tool tool_search {\"query\":\"report\"}@@ @@tool mcp__sup__report {}@@");
    body.putArray("tools").addObject().put("type", "tool_search").put("execution", "client");
    JsonNode search =
        ApiClient.data(post(body.put("stream", true)))
            .getLast()
            .path("response")
            .path("output")
            .get(0);
    assertThat(search.path("type").asString()).isEqualTo("tool_search_call");
    assertThat(search.path("execution").asString()).isEqualTo("client");
    assertThat(search.path("arguments").path("query").asString()).isEqualTo("report");
    ArrayNode input = (ArrayNode) body.path("input");
    input.add(search);
    input.add(
        JSON.readTree(
            """
            {"type":"tool_search_output","tools":[
             {"type":"namespace","name":"mcp__sup","tools":[{"type":"function","name":"report"}]}]}
            """));
    JsonNode call = answer(body.put("stream", false)).path("output").get(0);
    assertThat(call.path("namespace").asString()).isEqualTo("mcp__sup");
    assertThat(call.path("name").asString()).isEqualTo("report");
  }
}
