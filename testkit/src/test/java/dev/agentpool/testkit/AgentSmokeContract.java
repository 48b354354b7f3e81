package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What every real CLI does with the fake API in one shot: it takes the fake for its vendor's API,
 * and both count the same tokens. Skipped where the CLI is not installed.
 *
 * <p>Each runs with an empty environment, a home of its own and a dummy key; a proxy that is not
 * there keeps it from all but loopback.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentSmokeContract {
  private final String name;
  private FakeModelApi api;
  private Path home;
  private Path work;

  AgentSmokeContract(String name) {
    this.name = name;
  }

  /** How a CLI is run once. */
  record Run(List<String> arguments, Map<String, String> environment, Optional<String> input) {}

  /** Writes the CLI's settings and says how to run it. */
  abstract Run prepare(Path home, String baseUrl, String prompt) throws IOException;

  /** The directive by which the model writes a file. */
  abstract String write(Path file, String content);

  /** What the CLI says the answer is. */
  abstract String answer(Output output);

  /** What the CLI says it used; what it does not tell is taken from what was served. */
  abstract TokenUsage usage(Output output, TokenUsage served) throws IOException;

  /** What a run left behind. */
  record Output(Path home, List<String> lines, List<JsonNode> events, String errors, int exitCode) {
    JsonNode last(String type) {
      return events.stream()
          .filter(event -> event.path("type").asString("").equals(type))
          .reduce((first, second) -> second)
          .orElseThrow(() -> new AssertionError("no " + type + " in " + lines + errors));
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    api = FakeModelApi.start();
    home = Files.createDirectories(folder.resolve("home"));
    work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(folder.resolve("tmp"));
  }

  @BeforeEach // not once for all: then nothing would be counted as skipped
  void skipWhatIsNotInstalled() {
    assumeTrue(
        InstalledAgents.ofThisMachine().command(name).isPresent(),
        () ->
            name
                + " is not installed: AGENTPOOL_TEST_AGENTS is to name a file with what"
                + " scripts/install-agents prints");
  }

  @AfterAll
  void close() {
    api.close();
  }

  private Output run(String prompt) throws Exception {
    Run run = prepare(home, api.baseUrl().toString(), prompt);
    List<String> command =
        new ArrayList<>(InstalledAgents.ofThisMachine().command(name).orElseThrow());
    command.addAll(run.arguments());
    Map<String, String> environment = new HashMap<>(run.environment());
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", home.resolveSibling("tmp").toString());
    environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
    environment.put("NO_PROXY", "127.0.0.1,localhost");
    try (AgentProcess agent = new AgentProcess(work, environment, command)) {
      if (run.input().isPresent()) {
        agent.write(run.input().get());
      }
      agent.closeInput();
      int exitCode = agent.exitCode();
      return new Output(home, agent.lines(), agent.events(), agent.errors(), exitCode);
    }
  }

  @Test
  void writesAFileByAToolAndAnswersAndCountsTheSameTokens() throws Exception {
    Path file = work.resolve("written.txt");
    int before = api.requests().size();
    Output output =
        run(
            "@@think well@@ @@usage 1000 20 0 30 5@@ "
                + write(file, "4711")
                + " @@usage 2000 10 0 7@@ @@say all is done@@");
    assertThat(output.exitCode()).as("%s%s", output.lines(), output.errors()).isZero();
    assertThat(file).content().isEqualToIgnoringNewLines("4711");
    assertThat(answer(output)).isEqualTo("all is done");
    List<ModelRequest> requests = api.requests().subList(before, api.requests().size());
    assertThat(requests).hasSize(2).allMatch(request -> request.status() == 200);
    TokenUsage served = new TokenUsage(3000, 37, 30, 0, 0, 5);
    assertThat(usage(output, served)).isEqualTo(served);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401})
  void saysWhenTheApiRefuses(int status) throws Exception {
    int before = api.requests().size();
    Output output = run("@@err " + status + "@@");
    assertThat(output.exitCode()).as("%s%s", output.lines(), output.errors()).isNotZero();
    assertThat(output.lines() + output.errors()).contains("scripted error " + status);
    assertThat(api.requests().subList(before, api.requests().size()))
        .isNotEmpty()
        .allMatch(request -> request.status() == status);
  }
}
