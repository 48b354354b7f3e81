package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Warm agents out of definition files. */
class McpAgentToolsTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private McpClient client;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp).start();
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    Path agents = Files.createDirectories(project.resolve(".claude/agents"));
    Files.writeString(
        agents.resolve("helper.md"), "---\nname: helper\ndescription: helps\n---\nYou help.\n");
    client = McpClient.connect(daemon.home(), project, List.of("agents"));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    daemon.close();
  }

  @Test
  void anAgentIsWarmedInvokedListedAndReset() throws Exception {
    assertThat(client.text("list", Map.of()).replaceAll("\\s", "")).isEqualTo("[]");
    JsonNode warmed = client.call("warmup", Map.of("agent", "helper"));
    long pid = warmed.get("structuredContent").get("pid").asLong();
    assertThat(McpClient.textOf(warmed)).contains("helper").contains("" + pid);
    assertThat(client.data("warmup", Map.of("agent", "helper")).get("pid").asLong()).isEqualTo(pid);
    assertThat(client.text("invoke", Map.of("agent", "helper", "task", "@@say as you say@@")))
        .isEqualTo("as you say");
    JsonNode listed = client.json("list", Map.of()).get(0);
    assertThat(listed.get("name").asString()).isEqualTo("helper");
    assertThat(listed.get("pid").asLong()).isEqualTo(pid);
    assertThat(listed.get("description").asString()).isEqualTo("helps");
    assertThat(client.text("reset", Map.of("agent", "helper"))).contains("has been reset");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(client.json("list", Map.of())).isEmpty());
    assertThat(client.text("reset", Map.of("agent", "helper"))).contains("was not found");
  }

  @Test
  void allAgentsThereAreAreListedWithWhatTheyAreForWhenThatIsAskedFor() throws Exception {
    JsonNode listed = client.json("list", Map.of("all", true)).get(0);
    assertThat(listed.get("name").asString()).isEqualTo("helper");
    assertThat(listed.get("description").asString()).isEqualTo("helps");
    assertThat(listed.get("pid").isNull()).isTrue();
  }

  @Test
  void theEnvironmentOfTheFormerServerSaysWhereItsFilesLieAndHowLongATaskMayTake()
      throws Exception {
    Path former = Files.createDirectories(temp.resolve("former/agents"));
    Path expertise = Files.createDirectories(temp.resolve("former/expertise"));
    Files.writeString(
        former.resolve("elder.md"), "---\ndescription: old\nexpertise: [java]\n---\nYou help.\n");
    Files.writeString(expertise.resolve("java.md"), "Java.\n");
    Path cli =
        Files.copy(temp.resolve("dist/libexec/scripted-agent"), temp.resolve("former/my-claude"));
    DaemonProcess.project(temp, "slots = 1\n");
    Map<String, Object> hello = McpClient.hello(temp.resolve("project"), List.of("agents"), null);
    hello.put(
        "agents",
        Map.of(
            "agents_dir", former.toString(),
            "expertise_dir", expertise.toString(),
            "task_timeout_ms", "1500",
            "claude_cli", cli.toString()));
    try (McpClient old = McpClient.connect(daemon.home(), hello)) {
      assertThat(old.text("invoke", Map.of("agent", "elder", "task", "@@say here@@")))
          .isEqualTo("here");
      long pid = old.json("list", Map.of()).get(0).get("pid").asLong();
      assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline"))).contains("my-claude");
      assertThat(old.error("invoke", Map.of("agent", "elder", "task", "@@hang@@")))
          .isEqualTo("Error: task timeout after 1500ms");
      assertThat(old.text("invoke", Map.of("agent", "helper", "task", "@@say still@@")))
          .isEqualTo("still");
    }
    assertThat(client.error("invoke", Map.of("agent", "elder", "task", "x"))).contains("elder");
    hello.put("agents", Map.of("task_timeout_ms", "soon"));
    assertThat(McpClient.refusalOf(daemon.home(), hello)).contains("TASK_TIMEOUT_MS");
  }

  @Test
  void aSkillThatIsMissingIsSaidAtWarmupAndInvoke() throws Exception {
    Files.writeString(
        temp.resolve("project/.claude/agents/lost.md"),
        "---\nname: lost\ndescription: d\nskills: [no_such_skill]\n---\nYou help.\n");
    JsonNode warm = client.call("warmup", Map.of("agent", "lost"));
    assertThat(McpClient.textOf(warm)).contains("warning: ", "'no_such_skill' not found");
    assertThat(warm.get("structuredContent").get("warnings")).hasSize(1);
    JsonNode said = client.call("invoke", Map.of("agent", "lost", "task", "@@say hi@@"));
    assertThat(McpClient.textOf(said)).startsWith("hi\nwarning: ").contains("no_such_skill");
  }

  @Test
  void whatGoesWrongBeginsWithError() throws Exception {
    assertThat(client.error("invoke", Map.of("agent", "nobody", "task", "x")))
        .startsWith("Error: ")
        .contains("nobody");
    assertThat(client.error("warmup", Map.of("agent", "../helper"))).startsWith("Error: ");
    assertThat(
            client.error(
                "invoke", Map.of("agent", "helper", "task", "@@hang@@", "task_timeout_ms", 1_000)))
        .isEqualTo("Error: task timeout after 1000ms");
    assertThat(client.error("invoke", Map.of("agent", "helper", "task", "@@crash@@")))
        .startsWith("Error: process closed unexpectedly");
    assertThat(client.error("invoke", Map.of("task", "x"))).contains("'agent' is missing");
  }
}
