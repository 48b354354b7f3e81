package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Lists of models over the daemon: the dated one that ships, a person's over it, and their prices.
 */
class ModelListsTest {
  @TempDir static Path home;
  @TempDir static Path projects;
  private static DaemonProcess daemon;
  private static Path project;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
    project = DaemonProcess.project(projects, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void forget() throws Exception {
    Files.deleteIfExists(daemon.home().resolve("config.toml"));
  }

  private static JsonNode model(String provider, String id) throws Exception {
    return daemon
        .get("/v1/models?provider=" + provider)
        .get("models")
        .valueStream()
        .filter(model -> model.get("model").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aListedModelSaysWhatItIsOfWhenTheListIsAndWhatItCosts() throws Exception {
    JsonNode opus = model("claude", "opus");
    assertThat(opus.get("display_name").asString()).isEqualTo("Opus");
    assertThat(opus.get("aliases").get(0).asString()).isEqualTo("claude-opus-4-8");
    assertThat(opus.get("efforts").valueStream().map(JsonNode::asString))
        .containsExactly("low", "medium", "high", "xhigh", "max");
    assertThat(opus.get("default_effort").asString()).isEqualTo("high");
    assertThat(opus.get("listed_on").asString()).startsWith("20");
    assertThat(opus.get("listed_by").asString()).isNotEmpty();
    assertThat(opus.get("price_known").asBoolean()).isTrue();
  }

  @Test
  void aModelIsToldOnceAlthoughItHasAListAndAPrice() throws Exception {
    List<String> ids =
        daemon
            .get("/v1/models?provider=codex-cli")
            .get("models")
            .valueStream()
            .map(model -> model.get("model").asString())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().contains("gpt-5.5", "gpt-5.3-codex-spark");
  }

  @Test
  void aPersonsListCountsAtTheNextQuestionInBothWords() throws Exception {
    Files.writeString(
        daemon.home().resolve("mine.json"),
        "{\"providers\":{\"claude-code\":{\"default_model\":\"opus-9\",\"models\":[{\"id\":\"opus-9\","
            + "\"display_name\":\"Mine\"}]}}}");
    Files.writeString(
        daemon.home().resolve("config.toml"), "model_catalog_paths = [\"mine.json\"]\n");

    assertThat(model("claude", "opus-9").get("display_name").asString()).isEqualTo("Mine");
    JsonNode claude =
        daemon.get("/v1/inventory/models?provider_id=claude-code").get("providers").get(0);
    assertThat(claude.get("default_model").asString()).isEqualTo("opus-9");
    assertThat(claude.get("reasoning_effort_arg").asString()).isEqualTo("--effort");
    assertThat(claude.get("models").valueStream().map(model -> model.get("id").asString()))
        .contains("opus-9")
        .doesNotContain("sonnet");
  }

  @Test
  void aListThatCannotBeUsedIsToldAndNotPassedOver() throws Exception {
    Files.writeString(
        daemon.home().resolve("config.toml"), "model_catalog_paths = [\"gone.json\"]\n");
    JsonNode refused = daemon.get("/v1/models");
    assertThat(refused.get("detail").asString()).contains("gone.json: there is no such file");
  }

  @Test
  void aFileIsCheckedForAPersonAndForAnAgentBySameRules() throws Exception {
    Path file = project.resolve("lists.json");
    Files.writeString(file, "{\"providers\":{\"opencode\":{\"models\":[{}]},\"nobody\":{}}}");
    JsonNode verdict =
        daemon.post(
            "/v1/models/validate",
            JsonNodeFactory.instance.objectNode().put("path", file.toString()));
    assertThat(verdict.get("ok").asBoolean()).isFalse();
    assertThat(verdict.get("errors").get(0).asString())
        .isEqualTo("providers.opencode.models[0].id must be a non-empty string");
    assertThat(verdict.get("warnings").get(0).asString()).startsWith("providers.nobody");
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("usage"))) {
      assertThat(client.data("validate_model_catalog", Map.of("path", "lists.json")))
          .isEqualTo(verdict);
    }
  }
}
