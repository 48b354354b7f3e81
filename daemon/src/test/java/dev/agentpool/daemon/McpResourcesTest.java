package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pool as resources, its skills as prompts, and what clients are told of changes. */
class McpResourcesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private static DaemonProcess daemon;
  private Path project;
  private McpClient client;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void connect() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
    client = McpClient.connect(daemon.home(), project, List.of("full"));
  }

  @AfterEach
  void leave() throws Exception {
    client.close();
  }

  private JsonNode read(String uri) throws Exception {
    JsonNode contents = client.ask("resources/read", Map.of("uri", uri)).get("contents").get(0);
    assertThat(contents.get("mimeType").asString()).isEqualTo("application/json");
    return JSON.readTree(contents.get("text").asString());
  }

  @Test
  void thePoolCanBeRead() throws Exception {
    client.text("context_set", Map.of("key", "k", "value", "v"));
    assertThat(read("pool://status").get("total_slots").asInt()).isEqualTo(2);
    assertThat(read("pool://slots")).hasSize(2);
    assertThat(read("pool://slots/slot-1").get("state").asString()).isEqualTo("idle");
    assertThat(read("pool://budget").get("per_slot")).hasSize(2);
    assertThat(read("pool://context").get("k").asString()).isEqualTo("v");
    JsonNode chain =
        client.data("pool_chain", Map.of("steps", List.of(Map.of("prompt", "@@say a@@"))));
    JsonNode progress = read("pool://chains/" + chain.get("task_id").asString());
    assertThat(progress.get("status").asString()).isEqualTo("completed");
    String step = progress.get("completed_steps").get(0).get("task_id").asString();
    assertThat(read("pool://results/" + step).get("result").get("output").asString())
        .isEqualTo("a");
  }

  @Test
  void whatIsNotThereIsToldByName() {
    assertThatThrownBy(() -> read("pool://slots/slot-9"))
        .hasMessageContaining("slot not found: slot-9");
    assertThatThrownBy(() -> read("pool://results/task-9"))
        .hasMessageContaining("task not found: task-9");
    assertThatThrownBy(() -> read("pool://workers")).hasMessageContaining("no resource");
  }

  @Test
  void anotherPoolsTaskIsAsUnknownAsNone() throws Exception {
    Path other =
        DaemonProcess.project(
            Files.createTempDirectory(projects, "other"),
            "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    String theirs;
    try (McpClient elsewhere = McpClient.connect(daemon.home(), other, List.of("full"))) {
      theirs =
          elsewhere.data("pool_submit", Map.of("prompt", "@@say x@@")).get("task_id").asString();
    }
    Map<String, Object> asked = Map.of("task_id", theirs);
    for (String tool : List.of("pool_result", "pool_cancel", "pool_approve_result")) {
      assertThat(client.error(tool, asked)).as(tool).contains("task not found: " + theirs);
    }
    assertThatThrownBy(() -> read("pool://results/" + theirs))
        .hasMessageContaining("task not found: " + theirs);
    assertThatThrownBy(() -> read("pool://chains/" + theirs))
        .hasMessageContaining("task not found: " + theirs);
  }

  @Test
  void listsAreWhatTheSpecSays() throws Exception {
    try (McpClient slots = McpClient.connect(daemon.home(), project, List.of("slots"))) {
      assertThat(slots.ask("resources/list", Map.of()).get("resources"))
          .extracting(resource -> resource.get("uri").asString())
          .containsExactly("pool://status", "pool://slots", "pool://budget", "pool://context");
      assertThat(slots.ask("resources/templates/list", Map.of()).get("resourceTemplates"))
          .extracting(template -> template.get("uriTemplate").asString())
          .containsExactly(
              "pool://slots/{id}", "pool://results/{task_id}", "pool://chains/{chain_id}");
    }
  }

  private void subscribe(String uri) throws Exception {
    client.ask("resources/subscribe", Map.of("uri", uri));
  }

  private void awaitUpdate(String uri) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(client.notifications("notifications/resources/updated"))
                .extracting(message -> message.get("params").get("uri").asString())
                .contains(uri));
  }

  @Test
  void subscribersHearOfChanges() throws Exception {
    String chain =
        client
            .data(
                "pool_submit_chain",
                Map.of(
                    "steps",
                    List.of(
                        Map.of("prompt", "@@delay 1000@@ @@say a@@"),
                        Map.of("prompt", "@@delay 1000@@ @@say b@@"))))
            .get("task_id")
            .asString();
    subscribe("pool://status");
    subscribe("pool://context");
    subscribe("pool://chains/" + chain);
    awaitUpdate("pool://chains/" + chain);
    awaitUpdate("pool://status");
    client.text("context_set", Map.of("key", "a", "value", "b"));
    awaitUpdate("pool://context");
    String task =
        client.data("pool_submit", Map.of("prompt", "@@delay 1000@@")).get("task_id").asString();
    subscribe("pool://results/" + task);
    awaitUpdate("pool://results/" + task);
  }

  @Test
  void skillsArePromptsRenderedWhole() throws Exception {
    client.text(
        "pool_skill_add",
        Map.of(
            "name",
            "greet",
            "description",
            "greets",
            "prompt",
            "Greet $0, that is {who}.",
            "arguments",
            List.of(Map.of("name", "who", "required", true))));
    await()
        .atMost(SOON)
        .until(() -> !client.notifications("notifications/prompts/list_changed").isEmpty());
    JsonNode prompts = client.ask("prompts/list", Map.of()).get("prompts");
    assertThat(prompts)
        .extracting(prompt -> prompt.get("name").asString())
        .contains("greet", "code_review");
    JsonNode got =
        client.ask("prompts/get", Map.of("name", "greet", "arguments", Map.of("who", "Ada")));
    assertThat(got.get("messages").get(0).get("content").get("text").asString())
        .isEqualTo("Greet Ada, that is Ada.");
    assertThatThrownBy(() -> client.ask("prompts/get", Map.of("name", "greet")))
        .hasMessageContaining("who");
  }

  @Test
  void anEditedSkillFileIsNoticed() throws Exception {
    Path skills = Files.createDirectories(project.resolve(".claude/skills/mine"));
    Files.writeString(skills.resolve("SKILL.md"), "---\nname: mine\ndescription: d\n---\nDo it.\n");
    await()
        .atMost(SOON)
        .until(() -> !client.notifications("notifications/prompts/list_changed").isEmpty());
  }

  @Test
  void variablesAreCompleted() throws Exception {
    JsonNode completed =
        client.ask(
            "completion/complete",
            Map.of(
                "ref", Map.of("type", "ref/resource", "uri", "pool://slots/{id}"),
                "argument", Map.of("name", "id", "value", "slot-")));
    assertThat(completed.get("completion").get("values")).hasSize(2);
  }
}
