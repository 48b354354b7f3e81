package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ScriptedAgentOneShotTest {
  @TempDir Path directory;
  private String agent = "";

  @BeforeEach
  void install() {
    agent = ScriptedAgent.install(directory.resolve("bin")).toString();
  }

  private AgentProcess run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(agent, "-p"));
    command.addAll(List.of(arguments));
    AgentProcess process = new AgentProcess(directory, environment, command);
    process.closeInput();
    process.exitCode();
    return process;
  }

  private JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--output-format", "json"));
    all.addAll(List.of(arguments));
    return AgentProcess.JSON.readTree(run(Map.of(), all.toArray(String[]::new)).lines().getFirst());
  }

  @Test
  void installsOnceUnderANameMadeOfItsContent() {
    Path again = ScriptedAgent.install(directory.resolve("bin"));
    assertThat(again).hasToString(agent).isExecutable();
    assertThat(directory.resolve("bin")).isDirectoryContaining("glob:**scripted-agent-*");
  }

  @Test
  void saysItsVersion() throws Exception {
    assertThat(run(Map.of(), "--version").lines()).containsExactly("2.1.329 (scripted agent)");
  }

  @Test
  void answersAPromptWithoutDirectives() throws Exception {
    assertThat(run(Map.of(), "tell me").lines()).containsExactly("done: tell me");
  }

  @Test
  void printsOneResultAsJson() throws Exception {
    JsonNode result = json("--model", "haiku", "@@say grüß dich@@ @@cost 0.25@@");
    assertThat(result.path("result").asString()).isEqualTo("grüß dich");
    assertThat(result.path("total_cost_usd").asDouble()).isEqualTo(0.25);
    assertThat(result.path("modelUsage").has("claude-haiku-5-5")).isTrue();
    assertThat(result.path("terminal_reason").asString()).isEqualTo("completed");
  }

  @Test
  void printsAnArrayWhenVerbose() throws Exception {
    JsonNode all = json("--verbose", "@@say a@@");
    assertThat(all).hasSize(3);
    assertThat(all.get(0).path("subtype").asString()).isEqualTo("init");
    assertThat(all.get(2).path("type").asString()).isEqualTo("result");
  }

  @Test
  void refusesStreamJsonWithoutVerbose() throws Exception {
    AgentProcess process = run(Map.of(), "--output-format", "stream-json", "hi");
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.errors()).contains("requires --verbose");
  }

  @Test
  void runsToolsInTheWorkingDirectory() throws Exception {
    Path file = directory.resolve("made.txt");
    AgentProcess process =
        run(
            Map.of(),
            "--output-format",
            "stream-json",
            "--verbose",
            "@@tool Write {\"file_path\":\"made.txt\",\"content\":\"one\\ntwo\"}@@ @@tool Bash {\"command\":\"wc -l <"
                + " made.txt; exit 3\"}@@ @@say ok@@");
    assertThat(file).hasContent("one\ntwo");
    JsonNode bash = process.events("user").get(1).path("message").path("content").get(0);
    assertThat(bash.path("content").asString()).isEqualTo("Exit code 3\n1");
    assertThat(bash.path("is_error").asBoolean()).isTrue();
    assertThat(process.events("result").getFirst().path("num_turns").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@@say ok@@ | 0",
        "@@fail no@@ | 1",
        "@@limit 60@@ | 1",
        "@@auth@@ | 1",
        "@@crash 7@@ | 7",
        "@@signal KILL@@ | 137",
        "@@half@@ | 1",
        "@@maxturns@@ | 1",
        "@@budget@@ | 1"
      })
  void exitsWithTheCodeOfTheRealOne(String prompt, int code) throws Exception {
    assertThat(run(Map.of(), "--output-format", "json", prompt).exitCode()).isEqualTo(code);
  }

  @Test
  void reportsFailuresAsTheRealOneDoes() throws Exception {
    JsonNode limited = json("@@limit 60@@");
    assertThat(limited.path("subtype").asString()).isEqualTo("success");
    assertThat(limited.path("is_error").asBoolean()).isTrue();
    assertThat(limited.path("api_error_status").asInt()).isEqualTo(429);
    assertThat(limited.path("result").asString()).startsWith("You've hit your 5-hour limit");
    assertThat(json("@@auth@@").path("api_error_status").asInt()).isEqualTo(401);
    assertThat(
            json("--max-turns", "1", "@@tool Bash {\"command\":\"true\"}@@ @@say no@@")
                .path("subtype")
                .asString())
        .isEqualTo("error_max_turns");
    assertThat(
            json("--max-budget-usd", "0.5", "@@cost 0.6@@ @@say too dear@@")
                .path("subtype")
                .asString())
        .isEqualTo("error_max_budget_usd");
  }

  @Test
  void failsOnceAndThenSucceeds() throws Exception {
    assertThat(json("@@fail-once k1 first@@ @@say second@@").path("result").asString())
        .isEqualTo("first");
    assertThat(json("@@fail-once k1 first@@ @@say second@@").path("result").asString())
        .isEqualTo("second");
  }

  @Test
  void givesStructuredOutput() throws Exception {
    assertThat(json("@@structured {\"n\":1.25}@@").path("structured_output").toString())
        .isEqualTo("{\"n\":1.25}");
    String schema =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}";
    assertThat(json("--json-schema", schema, "hi").path("structured_output").path("a").isString())
        .isTrue();
    assertThat(json("--json-schema", schema, "@@nostructured@@").has("structured_output"))
        .isFalse();
  }

  @Test
  void appendsWholeLines() throws Exception {
    json("@@append log.txt one line@@");
    json("@@append log.txt two lines@@");
    assertThat(directory.resolve("log.txt")).hasContent("one line\ntwo lines\n");
  }

  @Test
  void resumesWithCostAndHistory() throws Exception {
    String id = "11111111-2222-4333-8444-555555555555";
    json("--session-id", id, "@@cost 0.5@@ remember APPLE");
    JsonNode resumed = json("--resume", id, "@@history@@ @@cost 0.25@@");
    assertThat(resumed.path("session_id").asString()).isEqualTo(id);
    assertThat(resumed.path("total_cost_usd").asDouble()).isEqualTo(0.75);
    assertThat(resumed.path("result").asString()).startsWith("remembers 1: ").contains("APPLE");
    assertThat(run(Map.of(), "--session-id", id, "again").errors()).contains("already in use");
    AgentProcess unknown = run(Map.of(), "--resume", "no-such-id", "hi");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("No conversation found");
    assertThat(unknown.lines()).isEmpty();
  }

  @Test
  void floodsAndWritesHugeLines() throws Exception {
    AgentProcess process =
        run(
            Map.of(),
            "--output-format",
            "stream-json",
            "--verbose",
            "@@flood 300000@@ @@line 2000000@@ @@garbage@@");
    assertThat(process.lines().stream().mapToLong(String::length).sum()).isGreaterThan(2_300_000);
    assertThat(process.lines()).anyMatch(line -> line.length() == 1_999_999);
    assertThat(process.events("result")).hasSize(1);
  }

  @Test
  void obeysTheVariablesOfTheOldFake() throws Exception {
    Map<String, String> fake =
        Map.of("FAKE_CLAUDE_OUTPUT", "fixed", "FAKE_CLAUDE_SESSION_ID", "s-1");
    JsonNode result =
        AgentProcess.JSON.readTree(run(fake, "--output-format", "json", "x").lines().getFirst());
    assertThat(result.path("result").asString()).isEqualTo("fixed");
    assertThat(result.path("session_id").asString()).isEqualTo("s-1");
    AgentProcess failing =
        run(Map.of("FAKE_CLAUDE_EXIT_CODE", "4", "FAKE_CLAUDE_ERROR_MSG", "broken"), "x");
    assertThat(failing.exitCode()).isEqualTo(4);
    assertThat(failing.errors()).contains("broken");
  }
}
