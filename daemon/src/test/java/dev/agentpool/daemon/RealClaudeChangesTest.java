package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.ModelRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was changed while the daemon was down holds for the next task of the real Claude CLI. */
@Tag("real")
class RealClaudeChangesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;

  @BeforeEach
  void start() throws Exception {
    Path claude = Path.of(Objects.requireNonNull(System.getenv("AGENTPOOL_TEST_CLAUDE")));
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("claude"), claude);
    api = FakeModelApi.start();
    daemon =
        new DaemonProcess(temp)
            .with("PATH", bin + ":" + System.getenv("PATH"))
            .with("CLAUDE_CONFIG_DIR", Files.createDirectories(temp.resolve("claude")).toString())
            .with("ANTHROPIC_API_KEY", "sk-test-before")
            .with("ANTHROPIC_BASE_URL", api.baseUrl().toString())
            .with("CLAUDE_CODE_MAX_RETRIES", "1")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private Path project(String mode) throws Exception {
    return DaemonProcess.project(
        temp,
        "slots = 1\n[settings]\nslot_mode = \"persistent\"\nallowed_tools = [\"Bash\"]\n"
            + "permission_mode = \""
            + mode
            + "\"\n");
  }

  /** Runs until the project has a file {@code go}; it runs when this returns. */
  private String held(Path project) throws Exception {
    String id =
        daemon.submit(
            project,
            "@@tool Bash {\"command\":\"touch begun; while [ ! -e go ]; do sleep 0.1; done\"}@@"
                + " @@say one@@",
            Map.of());
    Awaitility.await().atMost(LONG).until(() -> Files.exists(project.resolve("begun")));
    return id;
  }

  private void letGo(Path project, String id) throws Exception {
    Files.writeString(project.resolve("go"), "");
    daemon.awaitAll(List.of(id), LONG);
    JsonNode task = daemon.get("/v1/tasks/" + id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("result").get("output").asString()).isEqualTo("one");
  }

  private String commandLines() {
    return daemon.agentProcesses().stream()
        .map(RealClaudeChangesTest::commandLine)
        .filter(line -> line.contains("--permission-mode"))
        .collect(Collectors.joining("\n"));
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void aStricterPermissionModeIsTheNextTasksAndItWritesNothing() throws Exception {
    Path project = project("acceptEdits");
    String first = held(project);
    daemon.kill9();
    project("plan");
    daemon.start();
    assertThat(commandLines()).contains("--permission-mode acceptEdits");
    letGo(project, first);
    Path written = project.resolve("written.txt");
    String second =
        daemon.submit(
            project,
            "@@tool Write {\"file_path\":\"" + written + "\",\"content\":\"x\"}@@ @@say two@@",
            Map.of());
    daemon.awaitAll(List.of(second), LONG);
    assertThat(commandLines()).contains("--permission-mode plan").doesNotContain("acceptEdits");
    assertThat(written).doesNotExist();
    JsonNode result = daemon.get("/v1/tasks/" + second).get("result");
    assertThat(result.get("output").asString()).isEqualTo("two");
    assertThat(result.get("permission_denials").toString()).contains("Write");
  }

  @Test
  void theNextTaskAsksWithTheKeyThatTheDaemonHasNow() throws Exception {
    Path project = project("acceptEdits");
    String first = held(project);
    daemon.kill9();
    daemon.with("ANTHROPIC_API_KEY", "sk-test-after").start();
    letGo(project, first);
    int before = api.requests().size();
    assertThat(api.requests()).extracting(ModelRequest::key).containsOnly("sk-test-before");
    String second = daemon.submit(project, "@@say two@@", Map.of());
    daemon.awaitAll(List.of(second), LONG);
    List<ModelRequest> asked = api.requests();
    assertThat(asked.subList(before, asked.size()))
        .isNotEmpty()
        .extracting(ModelRequest::key)
        .containsOnly("sk-test-after");
  }
}
