package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodexObjectionsTest {
  private static List<String> objections(Map<String, Object> settings) {
    return CodexObjections.of(Settings.read(settings));
  }

  private static List<String> vendor(Map<String, Object> table) {
    return objections(Map.of("vendor", Map.of("codex-cli", table)));
  }

  @Test
  void itKeepsWhatItHasAWordFor() {
    assertThat(
            objections(
                Map.of(
                    "access", "edit",
                    "model", "gpt-x",
                    "effort", "high",
                    "system_prompt", "a",
                    "append_system_prompt", "b",
                    "json_schema", Map.of("type", "object"),
                    "mcp_servers", Map.of("a", Map.of("command", "b")),
                    "inherit.allow", List.of("mcp:mine", "auth:lab"))))
        .isEmpty();
  }

  @Test
  void whatItCannotKeepIsNamedWithWhatToDo() {
    Map<String, Object> settings =
        Map.of(
            "allowed_tools",
            List.of("Bash"),
            "disallowed_tools",
            List.of("Bash"),
            "tools",
            List.of("Bash"),
            "max_turns",
            3,
            "fallback_model",
            "b",
            "background_wait",
            "1s");
    List<String> objections = objections(settings);
    assertThat(objections).hasSize(settings.size());
    settings
        .keySet()
        .forEach(name ->
            assertThat(objections)
                .anyMatch(
                    objection -> objection.startsWith("codex-cli does not take " + name + ": ")));
  }

  @Test
  void commandsOfOthersAreNotGiven() {
    assertThat(objections(Map.of("inherit.commands", "project")))
        .singleElement()
        .asString()
        .contains("inherit.commands", "inherit.allow = [\"mcp:NAME\"]");
    assertThat(objections(Map.of("strict_mcp_config", false)))
        .singleElement()
        .asString()
        .contains("strict_mcp_config");
    assertThat(objections(Map.of("inherit.allow", List.of("apiKeyHelper"))))
        .singleElement()
        .asString()
        .contains("'apiKeyHelper'", "mcp:NAME, auth:PROVIDER");
  }

  @Test
  void anUnknownKeyOfItsTableIsNamedWithThoseThereAre() {
    assertThat(vendor(Map.of("sandbox", "x")))
        .containsExactly("[provider.codex-cli] has no sandbox; there is: config, profile");
    assertThat(vendor(Map.of("profile", 3))).singleElement().asString().contains("a text");
    assertThat(vendor(Map.of("config", "x"))).singleElement().asString().contains("a table");
  }

  @Test
  void whatASettingSaysOrNobodyMaySayCannotStandInItsConfig() {
    assertThat(vendor(Map.of("config", Map.of("sandbox_mode", "x", "projects", Map.of()))))
        .containsExactly(
            "[provider.codex-cli].config cannot say projects: agents never take a project's"
                + " commands for trusted",
            "[provider.codex-cli].config cannot say sandbox_mode: access says it");
    assertThat(vendor(Map.of("config", Map.of("projects.\"/x\".trust_level", "trusted"))))
        .hasSize(1);
    assertThat(vendor(Map.of("config", Map.of("model_verbosity", "low")))).isEmpty();
  }

  @Test
  void anMcpServerThatItCannotSpeakWithIsNamed() {
    assertThat(
            objections(
                Map.of("mcp_servers", Map.of("old", Map.of("type", "sse", "url", "http://a")))))
        .singleElement()
        .asString()
        .contains("old", "'http'");
  }
}
