package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What there is to read before one delegates: over REST, and over MCP with the toolset default. */
class GuidanceFacesTest {
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

  private static String read(McpClient client, String uri) throws Exception {
    JsonNode contents = client.ask("resources/read", Map.of("uri", uri)).get("contents").get(0);
    assertThat(contents.get("mimeType").asString()).isEqualTo("text/markdown");
    return contents.get("text").asString();
  }

  private static List<String> listed(McpClient client, String method, String list, String member)
      throws Exception {
    return client
        .ask(method, Map.of())
        .get(list)
        .valueStream()
        .map(one -> one.get(member).asString())
        .toList();
  }

  @Test
  void whoChoosesDefaultHasThePagesAndThePrompts() throws Exception {
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("default"))) {
      assertThat(listed(client, "resources/list", "resources", "uri"))
          .contains(
              "agentpool://onboarding",
              "agentpool://skill.md",
              "agentpool://quickstart",
              "agentpool://preferences.md");
      assertThat(read(client, "agentpool://onboarding")).startsWith("# AgentPool Onboarding");
      assertThat(read(client, "agentpool://skill.md")).startsWith("# AgentPool Skill");
      assertThat(read(client, "agentpool://quickstart")).startsWith("# AgentPool Quickstart");
      assertThat(read(client, "agentpool://preferences.md")).startsWith("# AgentPool Preferences");
      assertThat(listed(client, "prompts/list", "prompts", "name"))
          .contains("agentpool_quickstart", "agentpool_delegate_read_only");
      String recipe =
          client
              .ask(
                  "prompts/get",
                  Map.of(
                      "name",
                      "agentpool_delegate_read_only",
                      "arguments",
                      Map.of(
                          "provider_id", "codex-cli", "repo_path", "/r", "task", "100 % of {it}")))
              .get("messages")
              .get(0)
              .get("content")
              .get("text")
              .asString();
      assertThat(recipe)
          .contains("1. get_delegation_preferences")
          .contains("isolation=\"read_only\"")
          .contains("timeout_seconds=45")
          .contains("8. terminate_worker")
          .endsWith("100 % of {it}\n");
    }
  }

  @Test
  void whoChoosesOtherToolsetsIsNotToldOfThem() throws Exception {
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("lean"))) {
      assertThat(listed(client, "resources/list", "resources", "uri"))
          .allMatch(uri -> uri.startsWith("pool://"));
      assertThat(listed(client, "prompts/list", "prompts", "name"))
          .noneMatch(name -> name.startsWith("agentpool_"));
    }
  }

  @Test
  void thePersonsPreferencesAreToldAsTheyAreNowAndWhatIsUnreadableIsRefused() throws Exception {
    Path file = daemon.home().resolve("preferences.md");
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("default"))) {
      assertThat(client.data("get_delegation_preferences", Map.of()).get("exists").asBoolean())
          .isFalse();
      Files.writeString(file, "# Mine\n\n1. codex for reviews\n2. never droid\n");
      JsonNode told = client.data("get_delegation_preferences", Map.of());
      assertThat(told.get("path").asString()).isEqualTo(file.toString());
      assertThat(told.get("resource_uri").asString()).isEqualTo("agentpool://preferences.md");
      assertThat(told.get("using_default_template").asBoolean()).isFalse();
      assertThat(told.get("digest").valueStream().map(JsonNode::asString))
          .containsExactly("codex for reviews", "never droid");
      assertThat(read(client, "agentpool://preferences.md")).startsWith("# Mine");

      Files.write(file, new byte[] {'#', ' ', (byte) 0xff});
      assertThatThrownBy(() -> read(client, "agentpool://preferences.md"))
          .hasMessageContaining("preferences.md")
          .hasMessageContaining("UTF-8");
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
