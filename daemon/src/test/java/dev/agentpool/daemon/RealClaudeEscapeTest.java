package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The main attacks by the shell of the real Claude CLI, which may do all it wants. */
@Tag("real")
class RealClaudeEscapeTest {
  private static FakeModelApi api;
  private static EscapeLab lab;

  @BeforeAll
  static void open() throws Exception {
    Path claude = Path.of(Objects.requireNonNull(System.getenv("AGENTPOOL_TEST_CLAUDE")));
    api = FakeModelApi.start();
    lab =
        new EscapeLab(
            "permission_mode = \"bypassPermissions\"\ncommand = \"" + claude + "\"\n",
            Map.of(
                "ANTHROPIC_API_KEY", "sk-test-dummy",
                "ANTHROPIC_BASE_URL", api.baseUrl().toString(),
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "CLAUDE_CODE_MAX_RETRIES", "1",
                "DISABLE_TELEMETRY", "1",
                "DISABLE_ERROR_REPORTING", "1"));
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
    api.close();
  }

  static Stream<Attack> attacks() {
    return Attacks.main().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isDenied(Attack attack) throws Exception {
    assertThat(lab.put(attack)).matches(outcome -> !outcome.escaped(), "nothing was had");
  }

  @Test
  void workAndCommitsInTheWorktreeGoOn() throws Exception {
    JsonNode task =
        lab.run(
            "slot-0",
            EscapeLab::shell,
            "echo 1 >one; git add one; git commit -qm one; mktemp && echo 2 >two");
    JsonNode result = task.get("result");
    assertThat(result.get("workspace").get("commits").asInt()).as("%s", task).isEqualTo(2);
    assertThat(result.get("facts").get("walls").asString()).isEqualTo("workspace");
  }
}
