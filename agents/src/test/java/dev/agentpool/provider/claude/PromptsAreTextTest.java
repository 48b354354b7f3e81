package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.AgentSession;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a prompt begins with, it is a prompt. The scripted agent takes typed text for commands,
 * as the real one does.
 */
class PromptsAreTextTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cost",
        "/help me with this",
        "/compact",
        "/clear",
        "\n/clear",
        " /cost",
        "\t/cost",
        "\uFEFF/cost",
        "\u200B/cost",
        "\u00A0/cost",
        "!ls",
        "#note",
        "@file",
        "/model haiku",
      })
  void noFirstCharacterMakesAPromptACommand(String prompt) {
    try (Bench bench = new Bench(folder)) {
      AgentSession session = bench.open("s");
      bench.run(session, "@@say first@@");
      String before = session.providerSession();
      AgentReport result = bench.run(session, prompt);
      assertThat(result.ending().success()).as(result.toString()).isTrue();
      assertThat(result.spent().turns()).isEqualTo(1);
      assertThat(result.output()).startsWith("done: ").contains(prompt.strip());
      assertThat(session.providerSession()).isEqualTo(before);
      assertThat(bench.run(session, "@@history@@").output()).contains("remembers 2");
    }
  }

  @Test
  void noPromptChangesTheUsersSettingsOrTheModel() throws IOException {
    try (Bench bench = new Bench(folder)) {
      AgentSession session = bench.open("s");
      bench.run(session, "/config permissionMode=acceptEdits model=haiku");
      AgentReport after = bench.run(session, "/model haiku");
      assertThat(after.model()).contains("opus");
      assertThat(folder.resolve("config/settings.json")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"@secret.txt", "see @secret.txt", "\n@secret.txt"})
  void aMentionedFileIsNotReadIntoThePrompt(String prompt) throws IOException {
    try (Bench bench = new Bench(folder)) {
      Files.writeString(bench.work.resolve("secret.txt"), "THE SECRET");
      AgentSession session = bench.open("s");
      bench.run(session, prompt);
      assertThat(bench.run(session, "@@history@@").output()).doesNotContain("THE SECRET");
    }
  }

  /** What the other tests rely on: as typed text the same would do something. */
  @Test
  void typedTextIsACommandForTheScriptedAgent() throws Exception {
    try (Bench bench = new Bench(folder)) {
      Files.writeString(bench.work.resolve("secret.txt"), "THE SECRET");
      assertThat(typed(bench, "/cost")).contains("ran /cost").contains("\"num_turns\":0");
      assertThat(typed(bench, "@secret.txt")).contains("THE SECRET");
    }
  }

  private static String typed(Bench bench, String prompt) throws Exception {
    Path program = bench.cli.executable().find(bench.spec()).orElseThrow();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "-p",
                    "--output-format",
                    "stream-json",
                    "--verbose",
                    prompt))
            .directory(bench.work.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CLAUDE_CODE"));
    Process process = builder.start();
    return new String(
        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aTurnThatAskedNoModelIsNeverCompleted() {
    ClaudeOutcomes outcomes = new ClaudeOutcomes(java.time.Clock.systemUTC());
    var line =
        dev.agentpool.protocol.Json.parse(
                "{\"type\":\"result\",\"subtype\":\"success\",\"num_turns\":0,\"result\":\"Total"
                    + " cost: $0\"}")
            .orElseThrow();
    assertThat(
            outcomes
                .of(
                    line,
                    new ClaudeOutcomes.Heard(
                        "Total cost: $0", null, false, false, List.of(), List.of()))
                .code())
        .isEqualTo(OutcomeCode.EMPTY);
  }
}
