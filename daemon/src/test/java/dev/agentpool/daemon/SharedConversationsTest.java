package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tasks that are turns of one conversation, with agents in three dialects and killed daemons. */
class SharedConversationsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 5);
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path open;
  private Path agent;
  private String resumes = "";

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    open = Files.createDirectories(temp.resolve("open"));
    agent = ScriptedAgent.install(temp.resolve("mine"));
    daemon.with("CLAUDE_CONFIG_DIR", open.toString());
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  /** A pool of agents that speak as this provider's CLI does. */
  private Path project(String provider, int slots, String settings) throws Exception {
    String command = provider.equals("codex-cli") ? "command = \"" + agent + "\"\n" : "";
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[settings]\nwritable = [\""
            + open
            + "\"]\n"
            + command
            + "[provider.\"acp:mine\"]\ncommand = [\""
            + agent
            + "\", \"--acp\"]\nenvironment = { CLAUDE_CONFIG_DIR = \""
            + open
            + "\" }\n"
            + resumes);
    daemon.start();
    return DaemonProcess.project(
        temp,
        "slots = "
            + slots
            + "\n[settings]\naccess = \"full\"\nprovider = \""
            + provider
            + "\"\n"
            + settings);
  }

  private JsonNode ended(String id) throws Exception {
    JsonNode waited = daemon.awaitAll(List.of(id), SOON);
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    return daemon.get("/v1/tasks/" + id);
  }

  private String answer(Path project, String prompt, Map<String, Object> settings)
      throws Exception {
    JsonNode task = ended(daemon.submit(project, prompt, Map.of("settings", settings)));
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    return task.get("output").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scripted", "codex-cli", "acp:mine"})
  void theTasksOfASlotRememberEachOtherAlsoOverAKilledDaemon(String provider) throws Exception {
    Path project = project(provider, 1, "session_policy = \"per_slot\"\n");
    assertThat(answer(project, "@@say one@@", Map.of())).isEqualTo("one");
    assertThat(answer(project, "@@history@@", Map.of())).isEqualTo("remembers 1: @@say one@@");
    daemon.kill9();
    daemon.start();
    assertThat(answer(project, "@@history@@ @@say@@", Map.of()))
        .contains("remembers 2: @@say one@@ | @@history@@");
    JsonNode own =
        ended(
            daemon.submit(
                project, "@@history@@", Map.of("settings", Map.of("session_policy", "per_task"))));
    assertThat(own.get("output").asString()).startsWith("remembers 0:");
  }

  @Test
  void aNamedConversationIsSeenAndForgottenAndTheNextTaskBeginsAnew() throws Exception {
    Path project = project("scripted", 1, "");
    Rest rest = new Rest(daemon, project);
    Map<String, Object> review = Map.of("session_policy", "named", "session", "review");
    answer(project, "@@say one@@", review);
    assertThat(answer(project, "@@history@@", review)).isEqualTo("remembers 1: @@say one@@");
    JsonNode kept = Rest.ok(200, rest.get("/v1/conversations")).get("conversations");
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).get("name").asString()).isEqualTo("review");
    assertThat(kept.get(0).get("key").asString()).isEqualTo("named:review");
    assertThat(kept.get(0).get("turns").asInt()).isEqualTo(2);
    assertThat(kept.get(0).get("provider").asString()).isEqualTo("scripted");
    assertThat(rest.delete("/v1/conversations/review").status()).isEqualTo(204);
    assertThat(rest.delete("/v1/conversations/review").code()).isEqualTo("conversation_not_found");
    assertThat(rest.get("/v1/conversations").json().get("conversations")).isEmpty();
    assertThat(answer(project, "@@history@@", review)).startsWith("remembers 0:");
  }

  @Test
  void noTurnOfAConversationIsLostOrDoneTwiceHoweverOftenTheDaemonIsKilled() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    Path effects = open.resolve("effects");
    Path project = project("scripted", 2, "");
    Map<String, Object> review = Map.of("session_policy", "named", "session", "review");
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 3; i++) {
        int number = ids.size();
        String prompt =
            "@@delay "
                + random.nextInt(60)
                + "@@ @@append "
                + effects
                + " effect-"
                + number
                + "@@ @@delay "
                + random.nextInt(60)
                + "@@ @@history@@";
        ids.add(daemon.submit(project, prompt, Map.of("settings", review)));
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(600)); // the moment of the kill
      daemon.kill9();
      daemon.start();
    }
    JsonNode waited = daemon.awaitAll(ids, SOON.multipliedBy(2));
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    List<String> remembered = new ArrayList<>();
    List<String> each = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      JsonNode task = daemon.get("/v1/tasks/" + ids.get(i));
      assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
      remembered.add(task.get("output").asString().split(":")[0]);
      each.add("remembers " + i);
    }
    assertThat(remembered).containsExactlyInAnyOrderElementsOf(each);
    assertThat(Files.readAllLines(effects)).doesNotHaveDuplicates().hasSize(ids.size());
  }

  @Test
  void theStepsOfAChainShareOneConversationOnSeveralSlots() throws Exception {
    Path project = project("scripted", 3, "session_policy = \"per_chain\"\n");
    String chain =
        daemon
            .post(
                "/v1/chains",
                Map.of(
                    "dir",
                    project.toString(),
                    "steps",
                    List.of(
                        Map.of("name", "a", "prompt", "@@say one@@"),
                        Map.of("name", "b", "prompt", "@@say two@@"),
                        Map.of("name", "c", "prompt", "@@history@@"))))
            .get("chain_id")
            .asString();
    daemon.awaitAll(List.of(chain), SOON);
    JsonNode result = daemon.get("/v1/chains/" + chain + "/result");
    assertThat(result.toString()).contains("remembers 2: @@say one@@ | @@say two@@");
  }

  @Test
  void whatCannotBeSharedIsRefusedWhenItComes() throws Exception {
    resumes = "resumes = false\n";
    Path project = project("acp:mine", 1, "");
    assertThat(refusal(project, Map.of("session_policy", "named", "session", "x")))
        .contains("provider_cannot", "acp:mine cannot", "another process");
    assertThat(refusal(project, Map.of("session_policy", "named")))
        .contains("session = \\\"NAME\\\"");
    assertThat(refusal(project, Map.of("session", "x"))).contains("session_policy");
    assertThat(refusal(project, Map.of("session_policy", "named", "session", "../x")))
        .contains("a name of 1 to 64");
    assertThat(refusal(project, Map.of("session_policy", "per_slot", "slot_mode", "ephemeral")))
        .contains("provider_cannot");
  }

  private String refusal(Path project, Map<String, Object> settings) throws Exception {
    JsonNode answer =
        daemon.post(
            "/v1/tasks",
            Map.of("dir", project.toString(), "prompt", "@@say x@@", "settings", settings));
    assertThat(answer.path("status").asInt()).as("%s", answer).isEqualTo(400);
    return answer.toString();
  }
}
