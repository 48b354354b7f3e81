package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
import dev.agentpool.protocol.streamjson.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes in and out in Claude's words: arguments, result lines, event lines, times. */
class ClaudeWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private final ClaudeOutcomes outcomes = new ClaudeOutcomes(Clock.fixed(NOW, ZoneOffset.UTC));
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'subtype':'success','result':'ok'} | COMPLETED",
        "{'subtype':'error_max_budget_usd','is_error':true,'errors':['cap']} | BUDGET_EXHAUSTED",
        "{'subtype':'error_max_turns','is_error':true} | MAX_TURNS",
        "{'subtype':'error_during_execution','is_error':true,'terminal_reason':'aborted_tools'} | INTERRUPTED",
        "{'subtype':'success','is_error':true,'api_error_status':429,'result':'x'} | RATE_LIMITED",
        "{'subtype':'success','is_error':true,'api_error_status':403,'result':'x'} | AUTH_FAILED",
        "{'subtype':'success','is_error':true,'result':'Not logged in'} | AUTH_FAILED",
        "{'subtype':'success','is_error':true,'api_error_status':529,'result':'x'} | API_ERROR",
        "{'subtype':'error_during_execution','is_error':true,'errors':['x']} | AGENT_ERROR",
        "{'subtype':'success','permission_denials':[{'tool_name':'Bash'}]} | REFUSED_BY_PERMISSION",
        "{'subtype':'success','permission_denials':[{'tool_name':'ExitPlanMode'},{'tool_name':'AskUserQuestion'}]} | COMPLETED",
        "{} | COMPLETED",
      })
  void aResultLineHasAMeaning(String line, OutcomeCode code) {
    assertThat(outcomes.of(Json.parse(line.replace('\'', '"')).orElseThrow(), null, false).code())
        .isEqualTo(code);
  }

  @Test
  void theEventsResetTimeIsBetterThanTheWords() {
    var line =
        Json.parse(
                "{\"is_error\":true,\"api_error_status\":429,\"result\":\"resets 3:39am (UTC)\"}")
            .orElseThrow();
    assertThat(outcomes.of(line, null, false).until())
        .isEqualTo(Instant.parse("2026-11-22T03:39:00Z"));
    assertThat(outcomes.of(line, NOW, false).until()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "resets 11am (UTC), 2026-11-21T11:00:00Z",
    "resets 12am (UTC), 2026-11-22T00:00:00Z",
    "resets 12:30pm (UTC), 2026-11-21T12:30:00Z",
    "resets soon,",
    "resets 99am (Mars),",
  })
  void wordsNameTheNextSuchTime(String text, Instant at) {
    assertThat(ResetTime.in(text, NOW)).isEqualTo(at);
  }

  @Test
  void unknownAndMalformedLinesGiveNoEvents() {
    for (String line :
        List.of(
            "{}",
            "{\"type\":7}",
            "{\"type\":\"assistant\"}",
            "{\"type\":\"assistant\",\"message\":[]}",
            "{\"type\":\"new\"}")) {
      assertThat(ClaudeEvents.of(Json.parse(line).orElseThrow())).isEmpty();
    }
    assertThat(Json.parse("[1]")).isEmpty();
    assertThat(Json.parse("{\"half\":")).isEmpty();
  }

  @Test
  void aLongToolInputBecomesOneShortLine() {
    var line =
        Json.parse(
            "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"Bash\",\"input\":{\"command\":\"a\\n"
                + "b".repeat(500)
                + "\"}}]}}");
    AgentEvent.ToolUse use = (AgentEvent.ToolUse) ClaudeEvents.of(line.orElseThrow()).getFirst();
    assertThat(use.summary()).hasSize(200).startsWith("a b").endsWith("…");
  }

  @Test
  void argumentsKeepTheirOrderAndSecretsTheirFiles() throws Exception {
    Settings settings =
        Settings.read(
            Map.ofEntries(
                Map.entry("model", "m"),
                Map.entry("system_prompt", "secret"),
                Map.entry("append_system_prompt", "more"),
                Map.entry("permission_mode", "acceptEdits"),
                Map.entry("allowed_tools", List.of("a", "b")),
                Map.entry("disallowed_tools", List.of("c")),
                Map.entry("mcp_servers", Map.of("x", Map.of("command", "y"))),
                Map.entry("effort", "low"),
                Map.entry("max_turns", 3),
                Map.entry("json_schema", Map.of("type", "object")),
                Map.entry("fallback_model", "f"),
                Map.entry("tools", List.of("Bash", "Read"))));
    SessionSpec spec =
        new SessionSpec(
            settings,
            folder,
            Map.of("CLAUDECODE", "1", "CLAUDE_CODE_ENTRYPOINT", "cli", "HOME", "/h"),
            true,
            "sid",
            Money.ofMicros(1_500_000),
            ToolDesk.NONE);
    ClaudeCommand command = new ClaudeCommand(Path.of("/bin/claude"), spec, folder);
    List<String> line = command.arguments();
    assertThat(line.stream().filter(word -> word.startsWith("--")))
        .containsExactly(
            "--print",
            "--model",
            "--system-prompt-file",
            "--append-system-prompt-file",
            "--output-format",
            "--verbose",
            "--max-budget-usd",
            "--permission-mode",
            "--allowed-tools",
            "--disallowed-tools",
            "--mcp-config",
            "--strict-mcp-config",
            "--effort",
            "--max-turns",
            "--json-schema",
            "--resume",
            "--fallback-model",
            "--tools",
            "--input-format");
    assertThat(line).contains("1.5", "a,b", "Bash,Read", "sid").doesNotContain("secret", "more");
    for (String file : List.of("system-prompt.md", "append-system-prompt.md", "mcp.json")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(command.environment())
        .containsEntry("HOME", "/h")
        .containsEntry("DISABLE_AUTOUPDATER", "1")
        .doesNotContainKeys("CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT");
  }

  @Test
  void aReadOnlyWorkspacePlansAndCannotWrite() throws Exception {
    Settings settings =
        Settings.read(Map.of("workspace", "read_only", "permission_mode", "bypassPermissions"));
    SessionSpec spec = new SessionSpec(settings, folder, Map.of(), true, null, null, ToolDesk.NONE);
    assertThat(new ClaudeCommand(Path.of("/bin/claude"), spec, folder).arguments())
        .containsSubsequence(
            "--permission-mode", "plan", "--disallowed-tools", "Edit,MultiEdit,NotebookEdit,Write")
        .doesNotContain("--dangerously-skip-permissions");
  }
}
