package dev.agentpool.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerConfigTest {
  @TempDir Path folder;

  private FormerConfig read(String yaml) throws IOException {
    return FormerConfig.read(Files.writeString(folder.resolve("config.yaml"), yaml));
  }

  @Test
  void whatOurSettingsSayTooIsTakenAndTheRestIsLeftWithTheReason() throws IOException {
    FormerConfig config =
        read(
            """
            version: 1
            storage: {db_path: ~/elsewhere.sqlite}
            runtime: {default: tmux, tmux: {capture_lines: 300}}
            policy:
              max_parallel_sessions: "4"
              allow_raw_keys: false
              default_isolation: worktree
              min_remaining_percent: 20
              denied_providers: [droid-cli]
              require_explicit_provider: true
              usage_auto_refresh_after_seconds: null
            model_catalog_paths: ~/models.json
            providers:
              codex-cli: {command: [/opt/codex], models: [{id: gpt-5.5}]}
            custom_providers: [{id: mine, command: [mine]}]
            """);

    assertThat(config.errors()).isEmpty();
    assertThat(config.warnings()).isEmpty();
    assertThat(config.taken())
        .containsEntry("sessions.max_parallel_sessions", 4L)
        .containsEntry("sessions.allow_raw_keys", false)
        .containsEntry("sessions.denied_providers", List.of("droid-cli"))
        .containsEntry("settings.workspace", "worktree")
        .containsEntry("usage.min_remaining_percent", 20L)
        .containsEntry("model_catalog_paths", List.of("~/models.json"))
        .hasSize(6);
    assertThat(config.left())
        .containsKeys(
            "storage.db_path",
            "runtime",
            "policy.require_explicit_provider",
            "providers.codex-cli",
            "providers.*.models",
            "custom_providers");
    assertThat(config.database()).contains("~/elsewhere.sqlite");
  }

  @Test
  void anUnknownKeyIsWarnedOfWithItsPlace() throws IOException {
    assertThat(read("policy: {max_paralel_sessions: 4}\ncolour: red\n").warnings())
        .containsExactly(
            "unknown key 'policy.max_paralel_sessions' is passed over",
            "unknown key 'colour' is passed over");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy: {allow_auto_routing: true} | policy.allow_auto_routing must be false",
        "policy: {usage_stale_after_seconds: -1} | must not be negative",
        "policy: {max_parallel_sessions: many} | policy.max_parallel_sessions must be a whole"
            + " number",
        "policy: {allow_raw_keys: perhaps} | policy.allow_raw_keys must be true or false",
        "policy: [] | policy must be a table",
        "providers: {auto: {}} | providers.auto",
        "providers: {codex-cli: {command: []}} | providers.codex-cli.command must not be empty",
        "providers: {codex-cli: 7} | providers.codex-cli must be a table",
        "custom_providers: [{}] | custom_providers[0].id",
        "custom_providers: [{id: auto}] | custom_providers[0].id must not be auto",
        "custom_providers: [{id: a, command: b}] | custom_providers[0].command must be a list",
        "- a list | is a list, not a table",
        "a: [ | is not YAML",
        "a: 1\\na: 2 | is not YAML",
        "? &a [*a] : b | YAML",
      })
  void whatCannotBeUsedIsAnErrorWithItsPlace(String yaml, String told) throws IOException {
    assertThat(read(yaml.replace("\\n", "\n")).errors()).singleElement().asString().contains(told);
  }

  @Test
  void warnsOfNamesThatWereGoneAndOfAProviderThatCannotStart() throws IOException {
    assertThat(
            read("providers: {factory-droid: {}, gemini-cli: {}}\ncustom_providers: [{id: x}]\n")
                .warnings())
        .hasSize(3);
  }

  @Test
  void aWholeConfigurationAsInitWroteItIsReadAndOneWithoutEndIsNot() throws IOException {
    StringBuilder large = new StringBuilder("version: 1\nproviders:\n  opencode:\n    models:\n");
    for (int i = 0; i < 1_000; i++) {
      large
          .append("    - id: azure/model-")
          .append(i)
          .append("\n      confidence: observed\n")
          .append("      metadata: {family: azure, note: ")
          .append("x".repeat(20))
          .append("}\n");
    }
    assertThat(large.length()).isGreaterThan(76_000);
    assertThat(read(large.toString()).errors()).isEmpty();

    assertThat(read("version: 1 #" + "x".repeat(2 << 20)).errors().getFirst()).contains("1 MiB");
    assertThat(read("a: ".repeat(1) + "[".repeat(20_000)).errors()).hasSize(1);
    assertThat(read("").errors()).isEmpty();
  }
}
