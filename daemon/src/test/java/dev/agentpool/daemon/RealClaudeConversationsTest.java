package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks that are turns of one conversation with the real Claude CLI: the model sees them all. */
@Tag("real")
class RealClaudeConversationsTest {
  private static final Duration SOON = Duration.ofSeconds(100);
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    config = Files.createDirectories(temp.resolve("claude"));
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).withClaude(temp, api).start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private Path project(int slots, String settings) throws Exception {
    return DaemonProcess.project(
        temp, "slots = " + slots + "\n[settings]\npermission_mode = \"acceptEdits\"\n" + settings);
  }

  private JsonNode run(Path project, String prompt, Map<String, Object> more) throws Exception {
    String id = daemon.submit(project, prompt, more);
    assertThat(daemon.awaitAll(List.of(id), SOON).get("satisfied").asBoolean()).isTrue();
    JsonNode task = daemon.get("/v1/tasks/" + id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    return task;
  }

  /** What the model was sent last. */
  private String asked() {
    return api.recentBodies().getLast();
  }

  private static String notices(JsonNode task) {
    return task.toString();
  }

  @Test
  void theTasksOfASlotGoOnOverAKilledDaemonAndOtherSettings() throws Exception {
    Path project =
        project(1, "session_policy = \"per_slot\"\nappend_system_prompt = \"RULE-ONE\"\n");
    run(project, "@@say apple@@", Map.of());
    run(project, "@@say pear@@", Map.of());
    assertThat(asked()).contains("@@say apple@@", "RULE-ONE");
    daemon.kill9();
    daemon.start();
    JsonNode third = run(project, "@@say plum@@", Map.of());
    assertThat(asked()).contains("@@say apple@@", "@@say pear@@");
    assertThat(notices(third)).doesNotContain("started over");
    project(1, "session_policy = \"per_slot\"\nappend_system_prompt = \"RULE-TWO\"\n");
    run(project, "@@say fig@@", Map.of("settings", Map.of("append_system_prompt", "RULE-TWO")));
    assertThat(asked()).contains("@@say apple@@", "@@say plum@@", "RULE-TWO");
    assertThat(asked()).doesNotContain("RULE-ONE");
  }

  @Test
  void aConversationWhoseFilesAreGoneIsStartedOverAndTheResultSaysSo() throws Exception {
    Path project = project(1, "session_policy = \"per_slot\"\n");
    run(project, "@@say apple@@", Map.of());
    daemon.kill9();
    try (Stream<Path> files = Files.walk(config.resolve("projects"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        Files.delete(file);
      }
    }
    daemon.start();
    JsonNode second = run(project, "@@say pear@@", Map.of());
    assertThat(second.get("output").asString()).isEqualTo("pear");
    assertThat(notices(second)).contains("its conversation could not be resumed; started over");
    assertThat(asked()).doesNotContain("@@say apple@@");
  }

  @Test
  void aTasksOwnCapIsItsOwnInAConversationThatHasCostMore() throws Exception {
    Path project = project(1, "session_policy = \"per_slot\"\n");
    for (int i = 0; i < 3; i++) {
      run(project, "@@say " + i + "@@", Map.of("max_budget_usd", 0.12));
    }
    assertThat(daemon.pool(project).get("spend_microdollars").asLong()).isGreaterThan(0);
  }

  @Test
  void aNamedConversationGoesFromWorktreeToWorktree() throws Exception {
    Path project = project(2, "workspace = \"worktree\"\n");
    for (List<String> step :
        List.of(
            List.of("init", "-q"),
            List.of("add", "-A"),
            List.of("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"))) {
      List<String> command = Stream.concat(Stream.of("git"), step.stream()).toList();
      assertThat(new ProcessBuilder(command).directory(project.toFile()).start().waitFor())
          .isZero();
    }
    Map<String, Object> review = Map.of("session_policy", "named", "session", "review");
    run(project, "@@say apple@@", Map.of("settings", review, "slot", "slot-0"));
    JsonNode second = run(project, "@@say pear@@", Map.of("settings", review, "slot", "slot-1"));
    assertThat(notices(second)).doesNotContain("started over");
    assertThat(asked()).contains("@@say apple@@");
  }
}
