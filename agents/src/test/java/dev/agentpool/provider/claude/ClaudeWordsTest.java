package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
import dev.agentpool.protocol.Json;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

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
        "{'subtype':'error_during_execution','is_error':true,'terminal_reason':'aborted_tools'} |"
            + " INTERRUPTED",
        "{'subtype':'success','is_error':true,'api_error_status':429,'result':'x'} | RATE_LIMITED",
        "{'subtype':'success','is_error':true,'api_error_status':403,'result':'x'} | AUTH_FAILED",
        "{'subtype':'success','is_error':true,'result':'Not logged in'} | AUTH_FAILED",
        "{'subtype':'success','is_error':true,'api_error_status':529,'result':'x'} | API_ERROR",
        "{'is_error':true,'api_error_status':404,'result':'no such model'} | MODEL_UNKNOWN",
        "{'is_error':true,'api_error_status':400,'result':'API Error: 400 bad'} | REQUEST_REFUSED",
        "{'is_error':true,'api_error_status':413,'terminal_reason':'image_error','result':'Request"
            + " too large'} | REQUEST_REFUSED",
        "{'is_error':true,'api_error_status':400,'terminal_reason':'prompt_too_long','result':'Prompt"
            + " is too long'} | REQUEST_REFUSED",
        "{'is_error':true,'api_error_status':400,'result':'Credit balance is too low'} |"
            + " BILLING_FAILED",
        "{'is_error':true,'api_error_status':402,'api_error_type':'billing_error','result':'x'} |"
            + " BILLING_FAILED",
        "{'is_error':true,'api_error_status':401,'result':'Invalid API key'} | AUTH_FAILED",
        "{'is_error':true,'result':'Unable to connect to API (ECONNREFUSED)'} |"
            + " PROVIDER_UNREACHABLE",
        "{'is_error':true,'result':'getaddrinfo ENOTFOUND api.anthropic.com'} |"
            + " PROVIDER_UNREACHABLE",
        "{'is_error':true,'terminal_reason':'api_error','stop_reason':'refusal','result':'API"
            + " Error: flagged'} | CONTENT_REFUSED",
        "{'is_error':true,'result':'5-hour limit reached ∙ resets 3pm'} | RATE_LIMITED",
        "{'subtype':'success','num_turns':0,'result':'ran /cost'} | EMPTY",
        "{'subtype':'success','num_turns':2,'result':' '} | EMPTY",
        "{'subtype':'success','result':'','structured_output':{'a':1}} | COMPLETED",
        "{'subtype':'success','result':'the API usage limit reached its end'} | COMPLETED",
        "{'subtype':'error_during_execution','is_error':true,'errors':['x']} | AGENT_ERROR",
        "{'subtype':'success','permission_denials':[{'tool_name':'Bash'}]} | REFUSED_BY_PERMISSION",
        "{'subtype':'success','result':'another way','permission_denials':[{'tool_name':'Bash'}]} |"
            + " COMPLETED",
        "{'subtype':'success','result':'ok','permission_denials':[{'tool_name':'ExitPlanMode'},{'tool_name':'AskUserQuestion'}]}"
            + " | COMPLETED",
        "{} | EMPTY",
      })
  void aResultLineHasAMeaning(String line, OutcomeCode code) {
    assertThat(meant(Json.parse(line.replace('\'', '"')).orElseThrow(), null, false).code())
        .isEqualTo(code);
  }

  private Outcome meant(JsonNode line, @Nullable Instant resets, boolean denialFails) {
    return outcomes.of(
        line,
        new ClaudeOutcomes.Heard(
            ClaudeOutcomes.text(line),
            resets,
            false,
            denialFails,
            new ClaudeDenials(false).of(line),
            List.of("opus", "haiku")));
  }

  @Test
  void aDenialFailsTheTaskThatSaysSo() {
    JsonNode line =
        Json.parse(
                "{\"result\":\"well\",\"permission_denials\":[{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"curl"
                    + " x\"}}]}")
            .orElseThrow();
    assertThat(meant(line, null, true).message())
        .startsWith("permission prompt detected: Bash curl x was denied")
        .contains("Bash(curl:*)");
  }

  @Test
  void theOldMarkOfAFullWindowIsHeardInAResultThatIsNoError() {
    long at = NOW.plusSeconds(3600).getEpochSecond();
    JsonNode line =
        Json.parse("{\"result\":\"Claude AI usage limit reached|" + at + "\"}").orElseThrow();
    assertThat(meant(line, null, false))
        .isEqualTo(
            Outcome.rateLimited(NOW.plusSeconds(3600), "Claude AI usage limit reached|" + at));
  }

  @Test
  void anUnknownModelNamesThoseThereAre() {
    JsonNode line =
        Json.parse("{\"is_error\":true,\"api_error_status\":404,\"result\":\"no\"}").orElseThrow();
    assertThat(meant(line, null, false).message()).contains("opus, haiku");
    JsonNode asked =
        Json.parse("{\"is_error\":true,\"api_error_status\":404,\"result\":\"no model (haiku)\"}")
            .orElseThrow();
    assertThat(meant(asked, null, false).message()).endsWith("the CLI knows: opus");
  }

  @Test
  void whatTheCliSaysOfItselfIsNotSaidByTheAgent() {
    JsonNode line =
        Json.parse("{\"is_error\":true,\"errors\":[\"[ede_diagnostic] result_type=user\"]}")
            .orElseThrow();
    assertThat(ClaudeOutcomes.said(line)).isEmpty();
    assertThat(ClaudeOutcomes.said(Json.parse("{\"result\":\"done\"}").orElseThrow()))
        .isEqualTo("done");
  }

  @Test
  void aRequestThatNothingAnsweredIsNoUnknownFailure() {
    JsonNode line =
        Json.parse(
                "{\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":1,\"max_retries\":10,"
                    + "\"retry_delay_ms\":546,\"error_status\":null,\"error\":\"unknown\"}")
            .orElseThrow();
    assertThat(ClaudeEvents.of(line))
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEvent.ApiRetry.class,
            retry -> assertThat(retry.error()).isEqualTo("no connection"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Bash # {'command':'curl http://x'} # Bash(curl:*)",
        "Bash # {'command':'git push origin main'} # Bash(git push:*)",
        "Bash # {'command':'A=1 npm run build && ls -l | wc'} # Bash(npm"
            + " run:*),Bash(ls:*),Bash(wc:*)",
        "Bash # {'command':'for i in $(ls); do rm $i; done'} # Bash",
        "Bash # {'command':'echo `a; b`'} # Bash",
        "Bash # {} # Bash",
        "Write # {'file_path':'/etc/foo'} # Edit(//etc/foo)",
        "WebFetch # {'url':'https://example.com/a?b'} # WebFetch(domain:example.com)",
        "WebFetch # {'url':'not an address'} # WebFetch",
        "mcp__x__y # {'a':1} # mcp__x__y",
      })
  void aDenialNamesTheNarrowestRule(String tool, String input, String rules) {
    assertThat(AllowRules.of(tool, Json.parse(input.replace('\'', '"')).orElseThrow()))
        .containsExactly(rules.split(","));
  }

  @Test
  void theEventsResetTimeIsBetterThanTheWords() {
    var line =
        Json.parse(
                "{\"is_error\":true,\"api_error_status\":429,\"result\":\"resets 3:39am (UTC)\"}")
            .orElseThrow();
    assertThat(meant(line, null, false).until()).isEqualTo(Instant.parse("2026-11-22T03:39:00Z"));
    assertThat(meant(line, NOW, false).until()).isEqualTo(NOW);
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
    ClaudeCommand command = new ClaudeCommand(Path.of("/bin/claude"), spec, folder, true);
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
            "--setting-sources",
            "--mcp-config",
            "--strict-mcp-config",
            "--settings",
            "--no-chrome",
            "--add-dir",
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
    assertThat(new ClaudeCommand(Path.of("/bin/claude"), spec, folder, true).arguments())
        .containsSubsequence(
            "--permission-mode", "plan", "--disallowed-tools", "Edit,MultiEdit,NotebookEdit,Write")
        .doesNotContain("--dangerously-skip-permissions");
  }
}
