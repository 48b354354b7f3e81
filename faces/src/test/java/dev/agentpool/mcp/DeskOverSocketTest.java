package dev.agentpool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a client sees of a desk's tools, resources and prompts. */
@Timeout(240)
class DeskOverSocketTest {
  @TempDir Path temp;
  private final TestDesk desk = new TestDesk();
  private McpSocketServer server;
  private LineClient client;

  @BeforeEach
  void start() throws Exception {
    Path socket = temp.resolve("run/mcp.sock");
    server = McpSocketServer.start(socket, _ -> desk);
    client = LineClient.ready(socket);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private JsonNode call(String tool, String arguments) throws Exception {
    return client
        .ask(1, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments))
        .get("result");
  }

  private String refusalOf(String tool, String arguments) throws Exception {
    JsonNode result = call(tool, arguments);
    assertThat(result.get("isError").asBoolean()).as("%s", result).isTrue();
    return result.get("content").get(0).get("text").asString();
  }

  private String errorOf(String method, String params) throws Exception {
    return client.ask(1, method, params).get("error").get("message").asString();
  }

  @Test
  void aToolIsListedWithItsSchemasTitleAndHints() throws Exception {
    JsonNode tools = client.ask(1, "tools/list", "{}").get("result").get("tools");
    JsonNode kept = tools.get(3);
    assertThat(kept.get("name").asString()).isEqualTo("kept");
    assertThat(kept.get("title").asString()).isEqualTo("The kept");
    assertThat(kept.get("outputSchema").get("required").get(0).asString()).isEqualTo("sum");
    assertThat(kept.get("annotations").get("readOnlyHint").asBoolean()).isFalse();
    assertThat(kept.get("annotations").get("openWorldHint").asBoolean()).isFalse();
    assertThat(tools.get(0).has("outputSchema")).isFalse();
  }

  @Test
  void anUnknownArgumentIsRefusedWithTheNearestKnownOne() throws Exception {
    assertThat(refusalOf("echo", "{\"text\":\"x\",\"time\":1}"))
        .isEqualTo(
            "echo cannot be called like this: it has no argument 'time'; did you mean 'times'?");
  }

  @Test
  void aMissingArgumentIsNamed() throws Exception {
    assertThat(refusalOf("echo", "{}")).contains("the argument 'text' is missing");
  }

  @Test
  void anArgumentOfTheWrongTypeIsNamed() throws Exception {
    assertThat(refusalOf("echo", "{\"text\":\"x\",\"times\":\"3\"}"))
        .contains("it must be a whole number");
  }

  @Test
  void argumentsThatAreNoObjectAreRefused() throws Exception {
    JsonNode answer = client.ask(1, "tools/call", "{\"name\":\"echo\",\"arguments\":[1]}");
    assertThat(answer.get("error").get("code").asInt()).isEqualTo(-32602);
    assertThat(errorOf("tools/call", "{\"arguments\":{}}")).contains("text 'name'");
    assertThat(errorOf("tools/call", "7")).contains("text 'name'");
  }

  @Test
  void anUnknownToolIsRefusedWithTheNearestKnownOne() throws Exception {
    assertThat(errorOf("tools/call", "{\"name\":\"ecko\"}")).contains("did you mean 'echo'?");
  }

  @Test
  void whatAToolThrowsIsAnAnswer() throws Exception {
    assertThat(refusalOf("fail", "{}")).isEqualTo("the disk is full");
    assertThat(refusalOf("refuse", "{}")).isEqualTo("task not found: task-9");
  }

  @Test
  void aStructuredAnswerIsSentAsItIs() throws Exception {
    JsonNode result = call("kept", "{}");
    assertThat(result.get("structuredContent").get("sum").asInt()).isEqualTo(3);
    assertThat(result.get("isError").asBoolean()).isFalse();
  }

  @Test
  void anAnswerThatBreaksItsSchemaIsAnErrorThatKeepsTheText() throws Exception {
    JsonNode result = call("broken", "{}");
    assertThat(result.get("isError").asBoolean()).isTrue();
    assertThat(result.get("content").get(0).get("text").asString()).isEqualTo("paid for");
    assertThat(result.get("content").get(1).get("text").asString()).contains("agentpool itself");
  }

  @Test
  void structuredDataThatAreNoObjectAreAnErrorThatKeepsTheText() throws Exception {
    JsonNode result = call("list", "{}");
    assertThat(result.get("isError").asBoolean()).isTrue();
    assertThat(result.get("content").get(0).get("text").asString()).isEqualTo("done");
    assertThat(result.get("content").get(1).get("text").asString()).contains("no object");
  }

  @Test
  void aToolThatCrashesIsAnsweredToo() throws Exception {
    assertThat(refusalOf("crash", "{}")).contains("agentpool itself failed", "too deep");
  }

  @Test
  void resourcesAreReadByAddressAndByTemplate() throws Exception {
    JsonNode status =
        client
            .ask(1, "resources/read", "{\"uri\":\"pool://status\"}")
            .get("result")
            .get("contents");
    assertThat(status.get(0).get("text").asString()).isEqualTo("{\"idle\":1}");
    JsonNode slot =
        client
            .ask(2, "resources/read", "{\"uri\":\"pool://slots/a%20b\"}")
            .get("result")
            .get("contents");
    assertThat(slot.get(0).get("text").asString()).isEqualTo("a b");
  }

  @Test
  void aResourceThatIsNotThereIsAnError() throws Exception {
    assertThat(errorOf("resources/read", "{\"uri\":\"pool://nothing\"}"))
        .isEqualTo("there is no resource pool://nothing");
    assertThat(errorOf("resources/read", "{\"uri\":\"pool://slots/slot-9\"}"))
        .isEqualTo("slot not found: slot-9");
    assertThat(errorOf("resources/read", "{\"uri\":\"pool://slots/%zz\"}")).contains("broken");
    assertThat(errorOf("resources/subscribe", "{\"uri\":\"pool://nothing\"}"))
        .contains("no resource");
    assertThat(errorOf("resources/read", "{}")).contains("text 'uri'");
  }

  @Test
  void onlySubscribersAreToldOfAnUpdate() throws Exception {
    desk.listeners.getFirst().resourceUpdated("pool://status");
    client.ask(1, "resources/subscribe", "{\"uri\":\"pool://status\"}");
    desk.listeners.getFirst().resourceUpdated("pool://slots/slot-0");
    desk.listeners.getFirst().resourceUpdated("pool://status");
    JsonNode notice = client.next();
    assertThat(notice.get("method").asString()).isEqualTo("notifications/resources/updated");
    assertThat(notice.get("params").get("uri").asString()).isEqualTo("pool://status");
    client.ask(2, "resources/unsubscribe", "{\"uri\":\"pool://status\"}");
    desk.listeners.getFirst().resourceUpdated("pool://status");
    client.request(3, "ping", "{}");
    assertThat(client.next().get("id").asInt()).isEqualTo(3);
  }

  @Test
  void changedListsAreTold() throws Exception {
    client.ask(1, "ping", "{}"); // after initialized
    desk.listeners.getFirst().toolsChanged();
    assertThat(client.next().get("method").asString())
        .isEqualTo("notifications/tools/list_changed");
    desk.listeners.getFirst().promptsChanged();
    assertThat(client.next().get("method").asString())
        .isEqualTo("notifications/prompts/list_changed");
    desk.listeners.getFirst().resourcesChanged();
    assertThat(client.next().get("method").asString())
        .isEqualTo("notifications/resources/list_changed");
  }

  @Test
  void aThousandChangesForAClientThatDoesNotReadHoldUpNobody() throws Exception {
    client.ask(1, "ping", "{}");
    for (int i = 0; i < 100_000; i++) {
      desk.listeners.getFirst().toolsChanged();
    }
    client.request(2, "ping", "{}");
    client.until(message -> message.has("id"));
  }

  @Test
  void aPromptIsRenderedAndItsArgumentsAreChecked() throws Exception {
    JsonNode result =
        client
            .ask(1, "prompts/get", "{\"name\":\"review\",\"arguments\":{\"file\":\"A.java\"}}")
            .get("result");
    assertThat(result.get("messages").get(0).get("content").get("text").asString())
        .isEqualTo("Review A.java");
    assertThat(errorOf("prompts/get", "{\"name\":\"review\"}"))
        .contains("needs the argument 'file'");
    assertThat(errorOf("prompts/get", "{\"name\":\"review\",\"arguments\":{\"fil\":\"x\"}}"))
        .contains("did you mean 'file'?");
    assertThat(errorOf("prompts/get", "{\"name\":\"revue\"}")).contains("did you mean 'review'?");
  }

  @Test
  void aCursorThatWasNeverGivenIsRefused() throws Exception {
    assertThat(errorOf("tools/list", "{\"cursor\":\"x\"}")).contains("no page");
  }

  @Test
  void aCompletionOfTheWrongFormIsRefused() throws Exception {
    assertThat(errorOf("completion/complete", "{\"ref\":{\"type\":\"x\"}}"))
        .contains("needs a ref");
    assertThat(errorOf("logging/setLevel", "{\"level\":\"loud\"}")).isNotEmpty();
  }
}
