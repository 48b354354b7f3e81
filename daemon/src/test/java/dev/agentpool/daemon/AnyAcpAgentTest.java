package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.testkit.ScriptedAgent;
import dev.agentpool.walls.Ability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent that a person names by a few lines of configuration runs the tasks of a pool. */
class AnyAcpAgentTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Path agent = ScriptedAgent.install(temp.resolve("mine"));
    Files.createDirectories(daemon.home());
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [settings.provider."acp:mine"]
        command = ["%s", "--acp"]
        environment = { GREETING = "hello" }
        """
            .formatted(agent));
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 1
            [settings]
            provider = "acp:mine"
            access = "full"
            """);
    daemon.start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), SOON);
    return daemon.get("/v1/tasks/" + id);
  }

  @Test
  void itsTasksBringTheirAnswersAndTokensAndACostThatIsUnknown() throws Exception {
    String prompt = "@@tool Bash {\"command\":\"echo $GREETING > said\"}@@ @@say one@@";
    JsonNode task = ended(daemon.submit(project, prompt, Map.of()));
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("output").asString()).isEqualTo("one");
    assertThat(task.get("cost_known").asBoolean()).isFalse();
    assertThat(task.get("result").get("output_tokens").asInt()).isEqualTo(20);
    assertThat(project.resolve("said")).hasContent("hello");
    JsonNode second = ended(daemon.submit(project, "@@history@@", Map.of()));
    assertThat(second.get("output").asString()).isEqualTo("remembers 0:");
  }

  @Test
  void whatItCannotKeepIsRefusedWhenTheTaskComes() throws Exception {
    JsonNode refused =
        daemon.post(
            "/v1/tasks",
            Map.of("dir", project.toString(), "prompt", "x", "settings", Map.of("max_turns", 3)));
    assertThat(refused.get("status").asInt()).as("%s", refused).isEqualTo(400);
    assertThat(refused.get("code").asString()).isEqualTo("provider_cannot");
    assertThat(refused.get("detail").asString()).contains("acp:mine does not take max_turns");
    JsonNode unnamed =
        daemon.post(
            "/v1/tasks",
            Map.of(
                "dir",
                project.toString(),
                "prompt",
                "x",
                "settings",
                Map.of("provider", "acp:other")));
    assertThat(unnamed.get("detail").asString())
        .contains("[provider.\"acp:other\"] does not say how the agent is started");
  }

  @Test
  void itsQuestionIsAnsweredOnceAlsoOverAKilledDaemon() throws Exception {
    try (ProcessHost host = new ProcessHost(HostSettings.defaults())) {
      assumeTrue(host.walls() instanceof Ability.Stands, "edit holds by walls, and there are none");
    }
    String task =
        daemon.submit(
            project,
            "@@ask Bash {\"command\":\"echo once >> effect\"}@@ @@say done@@",
            Map.of("settings", Map.of("access", "edit", "unattended", "park")));
    JsonNode asked =
        Awaitility.await()
            .atMost(SOON)
            .until(() -> daemon.get("/v1/inbox").get("questions"), open -> open.size() == 1)
            .get(0);
    assertThat(asked.get("about").get("tool").asString()).isEqualTo("execute");
    daemon.kill9();
    daemon.start();
    String id = asked.get("id").asString();
    daemon.post("/v1/questions/" + id + "/answer", Map.of("answer", "yes"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(project.resolve("effect")).hasContent("once");
    Awaitility.await()
        .atMost(SOON)
        .until(
            () -> daemon.get("/v1/questions/" + id).get("state").asString(), "delivered"::equals);
  }
}
