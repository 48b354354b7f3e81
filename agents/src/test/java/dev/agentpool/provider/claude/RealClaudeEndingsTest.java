package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endings and inputs that are not what they seem, with the real Claude Code. */
@Tag("real")
class RealClaudeEndingsTest {
  @TempDir Path folder;
  private final FakeModelApi api = FakeModelApi.start();
  private Bench bench;

  @BeforeEach
  void set() {
    String binary = System.getenv("AGENTPOOL_TEST_CLAUDE");
    if (binary == null || binary.isBlank()) {
      throw new IllegalStateException("set AGENTPOOL_TEST_CLAUDE to the claude binary");
    }
    bench = new Bench(folder, ClaudeCli.scripted(Path.of(binary)));
    bench.environment.putAll(
        Map.of(
            "ANTHROPIC_API_KEY", "sk-test-dummy",
            "ANTHROPIC_BASE_URL", api.baseUrl().toString(),
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "DISABLE_AUTOUPDATER", "1",
            "DISABLE_TELEMETRY", "1",
            "DISABLE_ERROR_REPORTING", "1"));
  }

  @AfterEach
  void clear() {
    bench.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cost",
        "/clear",
        "/help",
        "/compact",
        "/model haiku",
        "/config permissionMode=acceptEdits model=haiku",
        "!touch bang",
        "#remember this",
        "\uFEFF/cost",
        " /cost"
      })
  void noPromptIsACommandOfTheCli(String prompt) {
    AgentSession session = bench.open("s");
    bench.run(session, "@@say first@@");
    String before = session.providerSession();
    int requests = api.requests().size();
    AgentReport result = bench.run(session, prompt);
    assertThat(result.ending().success()).as(result.toString()).isTrue();
    assertThat(result.spent().turns()).isEqualTo(1);
    assertThat(api.requests()).hasSizeGreaterThan(requests);
    assertThat(api.requests().getLast().promptExcerpt()).contains(prompt.strip());
    assertThat(session.providerSession()).isEqualTo(before);
    bench.run(session, "@@say next@@");
    assertThat(api.requests().getLast().model()).contains("opus");
    assertThat(folder.resolve("config/settings.json")).doesNotExist();
    assertThat(bench.work.resolve("bang")).doesNotExist();
  }

  @Test
  void aFileThatAPromptMentionsIsNotRead() throws IOException {
    Files.writeString(bench.work.resolve("secret.txt"), "@@say THE SECRET WAS READ@@");
    AgentReport result = bench.once("@secret.txt and @/etc/hostname, please");
    assertThat(result.output()).startsWith("done: ").doesNotContain("THE SECRET WAS READ");
  }

  @Test
  void aDeniedToolIsAFactAndItsRuleWouldHaveAllowedIt() {
    bench.with("permission_mode", "acceptEdits");
    String prompt =
        "@@tool Bash {\"command\":\"curl http://127.0.0.1:9\"}@@ @@tool Write {\"file_path\":\""
            + bench.work.resolve("ok.txt")
            + "\",\"content\":\"1\"}@@ @@say finished another way@@";
    AgentReport denied = bench.once(prompt);
    assertThat(denied.ending().success()).as(denied.toString()).isTrue();
    assertThat(denied.output()).isEqualTo("finished another way");
    assertThat(bench.work.resolve("ok.txt")).exists();
    assertThat(denied.denials())
        .containsExactly(
            new AgentReport.Denial(
                "Bash", "curl http://127.0.0.1:9", "allowed_tools = [\"Bash(curl:*)\"]"));
    bench.with("allowed_tools", List.of("Bash(curl:*)"));
    assertThat(bench.once(prompt).denials()).isEmpty();
  }

  @Test
  void aFileOutsideIsAllowedByTheRuleThatItsDenialNames() {
    bench.with("permission_mode", "acceptEdits");
    Path outside = folder.resolve("outside.txt");
    String prompt =
        "@@tool Write {\"file_path\":\"" + outside + "\",\"content\":\"1\"}@@ @@say done@@";
    AgentReport denied = bench.once(prompt);
    String rule = "Edit(/" + outside + ")";
    assertThat(denied.denials().getFirst().advice())
        .isEqualTo("allowed_tools = [\"" + rule + "\"]");
    assertThat(outside).doesNotExist();
    bench.with("allowed_tools", List.of(rule));
    assertThat(bench.once(prompt).denials()).isEmpty();
    assertThat(outside).exists();
  }

  @Test
  void whatAReadOnlyWorkspaceOrARuleTookAwayIsDeniedAndTheAdviceIsTrue() {
    bench.with("workspace", "read_only");
    String write =
        "@@tool Write {\"file_path\":\""
            + bench.work.resolve("x")
            + "\",\"content\":\"1\"}@@ @@say read@@";
    assertThat(bench.once(write).denials())
        .singleElement()
        .satisfies(denial ->
            assertThat(denial.advice())
                .contains("the workspace is read_only")
                .doesNotContain("allowed_tools = "));
    bench.with("workspace", "shared");
    bench.with("disallowed_tools", List.of("Write", "Bash(touch:*)"));
    assertThat(bench.once("@@tool Bash {\"command\":\"touch no\"}@@ " + write).denials())
        .hasSize(2)
        .allSatisfy(denial -> assertThat(denial.advice()).contains("disallowed_tools"));
  }

  @Test
  void planModeSaysThatItIsTheMode() {
    bench.with("permission_mode", "plan");
    AgentReport denied =
        bench.once(
            "@@tool Write {\"file_path\":\""
                + bench.work.resolve("x")
                + "\",\"content\":\"1\"}@@ @@say planned@@");
    assertThat(denied.ending().success()).isTrue();
    assertThat(denied.denials().getFirst().advice())
        .contains("permission mode")
        .doesNotContain("allowed_tools");
  }

  @Test
  void backgroundWorkIsWaitedForAndItsEndAnswers() {
    bench.with("permission_mode", "acceptEdits").with("allowed_tools", List.of("Bash"));
    AgentReport result =
        bench.once(
            "@@tool Bash {\"command\":\"sleep 3; echo built >"
                + " built.txt\",\"run_in_background\":true,\"description\":\"the build\"}@@ @@say"
                + " started@@ @@say the build is done@@");
    assertThat(result.ending().success()).as(result.toString()).isTrue();
    assertThat(result.output()).isEqualTo("the build is done");
    assertThat(bench.work.resolve("built.txt")).exists();
    assertThat(result.notices()).isEmpty();
  }

  @Test
  void backgroundWorkThatOutlastsTheWaitIsNamed() {
    bench
        .with("background_wait", "1s")
        .with("permission_mode", "acceptEdits")
        .with("allowed_tools", List.of("Bash"));
    AgentReport result =
        bench.once(
            "@@tool Bash {\"command\":\"sleep"
                + " 600\",\"run_in_background\":true,\"description\":\"the server\"}@@ @@say"
                + " started@@");
    assertThat(result.output()).isEqualTo("started");
    assertThat(result.notices().toString()).contains("was ended: the server");
  }

  @Test
  void aLogInThatStaysRefusedHoldsTheSlotForSeconds() {
    long began = System.nanoTime();
    AgentReport result = bench.once("@@err 401@@");
    assertThat(result.ending().code()).as(result.toString()).isEqualTo(OutcomeCode.AUTH_FAILED);
    assertThat(java.time.Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(java.time.Duration.ofSeconds(50));
    assertThat(bench.heard(AgentEvent.ApiRetry.class)).hasSizeLessThan(7);
  }

  @ParameterizedTest
  @CsvSource({
    "@@err 404@@, MODEL_UNKNOWN",
    "@@err 400@@, REQUEST_REFUSED",
    "@@err 413@@, REQUEST_REFUSED",
    "@@err 402@@, BILLING_FAILED",
    "@@err 403@@, AUTH_FAILED",
    "@@say @@ @@say @@, EMPTY",
  })
  void anEndingHasItsOwnCode(String prompt, OutcomeCode code) {
    AgentReport result = bench.once(prompt);
    assertThat(result.ending().code()).as(result.toString()).isEqualTo(code);
  }

  @Test
  void aModelThatDoesNotExistNamesThoseThatDo() {
    bench.with("model", "claude-nope");
    AgentReport result = bench.once("@@err 404@@");
    assertThat(result.ending().message()).contains("claude-nope").contains("haiku");
  }

  @Test
  void anApiThatCannotBeReachedIsNotTheTasksFault() {
    bench.environment.put("CLAUDE_CODE_MAX_RETRIES", "1");
    bench.environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:9");
    assertThat(bench.once("x").ending().code()).isEqualTo(OutcomeCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void noLogInIsKnownAtOnce() {
    bench.environment.remove("ANTHROPIC_API_KEY");
    assertThat(bench.once("x").ending().code()).isEqualTo(OutcomeCode.AUTH_FAILED);
  }
}
