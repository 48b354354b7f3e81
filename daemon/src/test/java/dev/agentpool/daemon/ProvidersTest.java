package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which agent CLIs there are, and what is refused because a CLI cannot keep it. */
class ProvidersTest {
  @TempDir static Path temp;
  private static DaemonProcess daemon;
  private static Path project;
  private static Rest rest;

  @BeforeAll
  static void start() throws Exception {
    Path empty = Files.createDirectories(temp.resolve("bin"));
    daemon =
        new DaemonProcess(temp)
            .with("PATH", empty + ":/usr/bin:/bin")
            .with("ANTHROPIC_API_KEY", "sk-test-inventory");
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  private static Map<String, JsonNode> listed() throws Exception {
    Map<String, JsonNode> byName = new HashMap<>();
    Rest.ok(200, rest.get("/v1/providers"))
        .get("providers")
        .forEach(one -> byName.put(one.get("name").asString(), one));
    return byName;
  }

  @Test
  void whatIsThereIsToldWithWhatItCanBeHeldTo() throws Exception {
    Map<String, JsonNode> providers = listed();
    assertThat(providers).containsKeys("claude", "scripted", "opencode", "gemini-cli");
    JsonNode scripted = providers.get("scripted");
    assertThat(scripted.get("usable").asBoolean()).isTrue();
    assertThat(scripted.get("protocol").asString()).isEqualTo("stream-json");
    assertThat(scripted.get("access").has("read")).isTrue();
    JsonNode missing = providers.get("opencode");
    assertThat(missing.get("usable").asBoolean()).isFalse();
    assertThat(missing.get("advice").asString()).contains("npm install -g opencode-ai");
    assertThat(missing.get("protocol").asString()).isEqualTo("acp");
  }

  @Test
  void whetherOneIsLoggedInIsToldByNamesAndNeverByValues() throws Exception {
    Map<String, JsonNode> providers = listed();
    assertThat(providers.get("scripted").get("log_in").asString()).isEqualTo("logged_in");
    assertThat(providers.get("claude").get("log_in").asString()).isEqualTo("logged_in");
    assertThat(providers.get("claude").get("log_in_seen").asString())
        .isEqualTo("ANTHROPIC_API_KEY is set");
    assertThat(providers.get("droid-cli").get("log_in").asString()).isEqualTo("logged_out");
    assertThat(providers.toString()).doesNotContain("sk-test-inventory");
  }

  @Test
  void oneByItsTerminalIsListedAndWhatItCannotKeepIsRefused() throws Exception {
    JsonNode cursor = listed().get("cursor-cli");
    assertThat(cursor.get("protocol").asString()).isEqualTo("terminal");
    assertThat(cursor.get("usable").asBoolean()).isFalse();
    assertThat(cursor.get("advice").asString()).contains("cursor-agent");
    JsonNode refused =
        Rest.ok(
            400,
            rest.post(
                "/v1/tasks",
                "prompt",
                "x",
                "settings",
                Map.of("provider", "cursor-cli", "max_budget_usd", 1)));
    assertThat(refused.get("code").asString()).isEqualTo("provider_cannot");
    assertThat(refused.get("detail").asString()).contains("cursor-cli", "max_budget_usd");
  }

  @Test
  void aSettingThatACliCannotKeepIsRefusedWhenTheTaskComes() throws Exception {
    JsonNode refused =
        Rest.ok(
            400,
            rest.post(
                "/v1/tasks",
                "prompt",
                "hello",
                "settings",
                Map.of("provider", "opencode", "allowed_tools", List.of("Bash"))));
    assertThat(refused.get("code").asString()).isEqualTo("provider_cannot");
    assertThat(refused.get("detail").asString()).contains("opencode", "allowed_tools");
    JsonNode step =
        Rest.ok(
            400,
            rest.post(
                "/v1/chains",
                "steps",
                List.of(
                    Map.of("name", "a", "prompt", "x"),
                    Map.of("name", "b", "prompt", "y", "provider", "opencode", "max_turns", 3))));
    assertThat(step.get("code").asString()).isEqualTo("provider_cannot");
  }

  @Test
  void anAcpAgentThatNobodyDescribedIsRefusedWithHowToDoIt() throws Exception {
    JsonNode refused =
        Rest.ok(
            400,
            rest.post("/v1/tasks", "prompt", "x", "settings", Map.of("provider", "acp:goose")));
    assertThat(refused.get("detail").asString()).contains("acp:goose", "command");
  }

  @Test
  void claudeIsKnownByItsOtherNameToo() throws Exception {
    JsonNode refused =
        Rest.ok(
            400,
            rest.post("/v1/tasks", "prompt", "x", "settings", Map.of("provider", "claude-cod")));
    assertThat(refused.get("detail").asString()).contains("provider must be claude");
    Rest.ok(
        202, rest.post("/v1/tasks", "prompt", "x", "settings", Map.of("provider", "claude-code")));
  }
}
