package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.operation.Operations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A pool.toml that cannot be used is told by every status, and the pool goes on when it can. */
class BrokenFilesTest {
  private static final String GOOD = "slots = 2\n[settings]\nprovider = \"scripted\"\n";
  private static final String BROKEN = GOOD + "worksapce = \"shared\"\n";
  @TempDir Path temp;
  private Path project;
  private Path file;

  @BeforeEach
  void project() throws Exception {
    project = DaemonProcess.project(temp, GOOD);
    file = project.resolve(".agent-pool/pool.toml");
  }

  /** Of the only pool, and without naming its project, so that nobody opens it by asking. */
  private static String problem(DaemonProcess daemon) throws Exception {
    JsonNode pools = daemon.get("/v1/status").get("pools");
    return pools.isEmpty() ? "" : pools.get(0).get("problem").asString("");
  }

  private void awaitProblem(DaemonProcess daemon) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(problem(daemon)).contains(file + ":4:1: ").contains("worksapce"));
  }

  private static void awaitCompleted(DaemonProcess daemon, String id) throws Exception {
    assertThat(daemon.awaitAll(List.of(id), Duration.ofSeconds(60)).get("satisfied").asBoolean())
        .isTrue();
    assertThat(daemon.get("/v1/tasks/" + id).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void aPoolWhoseFileIsBrokenWhenTheDaemonStartsGoesOnByItselfWhenItIsRight() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@delay 3000@@ @@say late@@", Map.of());
      daemon.post("/v1/tasks/wait", Map.of("ids", List.of(id), "timeout_ms", 300));
      daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      daemon.awaitExit();
      Files.writeString(file, BROKEN);
      daemon.start();
      awaitProblem(daemon);
      assertThat(problem(daemon)).contains("it has no slots, so what it has waits");
      assertThat(daemon.get("/v1/tasks/" + id).get("state").asString()).isEqualTo("pending");
      Files.writeString(file, GOOD);
      awaitCompleted(daemon, id);
      assertThat(problem(daemon)).isEmpty();
    }
  }

  @Test
  void aFileThatBreaksWhileThePoolRunsIsToldByEveryFaceAndForgottenWhenItIsRight()
      throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start();
        McpClient client =
            McpClient.connect(daemon.home(), McpClient.hello(project, List.of("full"), null))) {
      awaitCompleted(daemon, daemon.submit(project, "@@say one@@", Map.of()));
      Files.writeString(file, BROKEN);
      awaitProblem(daemon);
      assertThat(daemon.pool(project).get("problem").asString("")).contains(file + ":4:1: ");
      JsonNode standing = daemon.get("/v1/pool/status?dir=" + project);
      assertThat(standing.get("problem").asString("")).contains(file + ":4:1: ");
      assertThat(client.data("pool_status", Map.of()).get("problem").asString(""))
          .contains(file + ":4:1: ");
      Files.writeString(file, GOOD.replace("slots = 2", "slots = 5"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            assertThat(problem(daemon)).isEmpty();
            assertThat(daemon.get("/v1/status").get("pools").get(0).get("slots").asInt())
                .isEqualTo(5);
          });
    }
  }

  /** What asks only how things are; what the files say of settings is not told of broken ones. */
  private static List<String> reads() {
    Set<String> ofTheFiles = Set.of("config.get", "trust.get", "environment.get");
    return Operations.all().stream()
        .filter(operation -> operation.route().method().equals("GET"))
        .filter(operation -> !operation.route().path().matches(".*[{<].*"))
        .filter(operation -> !ofTheFiles.contains(operation.name()))
        .map(operation -> operation.route().path())
        .toList();
  }

  private void assertThatItIsReadAndQuietenedButTakesNoWork(DaemonProcess daemon, String task)
      throws Exception {
    for (String path : reads()) {
      assertThat(daemon.get(path + "?dir=" + project).path("code").asString(""))
          .as(path)
          .isNotEqualTo("config_invalid");
    }
    assertThat(daemon.headers("/v1/budget?dir=" + project, "X-Agentpool-Notice"))
        .singleElement()
        .asString()
        .contains("worksapce");
    assertThat(daemon.get("/v1/tasks/" + task + "?dir=" + project).get("state").asString())
        .isEqualTo("completed");
    JsonNode drained =
        daemon.post("/v1/pool/drain", Map.of("dir", project.toString(), "deadline_ms", 0));
    assertThat(drained.path("code").asString("")).as("%s", drained).isEmpty();
    JsonNode refused =
        daemon.post("/v1/tasks", Map.of("dir", project.toString(), "prompt", "@@say two@@"));
    assertThat(refused.path("code").asString("")).isEqualTo("config_invalid");
    assertThat(refused.path("detail").asString("")).contains(file + ":4:1: ", "worksapce");
  }

  @Test
  void whatWasDoneIsReadAlsoWhileTheFileIsBrokenAndAfterARestart() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@say one@@", Map.of());
      awaitCompleted(daemon, id);
      Files.writeString(file, BROKEN);
      assertThatItIsReadAndQuietenedButTakesNoWork(daemon, id);
      daemon.kill9();
      daemon.start();
      assertThatItIsReadAndQuietenedButTakesNoWork(daemon, id);
      assertThat(problem(daemon)).contains("it has no slots, so what it has waits");
      Files.writeString(file, GOOD);
      daemon.post("/v1/pool/resume", Map.of("dir", project.toString()));
      awaitCompleted(daemon, daemon.submit(project, "@@say two@@", Map.of()));
      assertThat(problem(daemon)).isEmpty();
    }
  }
}
