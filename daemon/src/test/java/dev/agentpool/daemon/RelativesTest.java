package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Another name, or another place, makes another pool of a project, and that is said. */
class RelativesTest {
  private static final String SETTINGS = "[settings]\nprovider = \"scripted\"\n";
  @TempDir Path temp;

  private static void work(DaemonProcess daemon, Path project) throws Exception {
    String id = daemon.submit(project, "@@say done@@", Map.of());
    daemon.awaitAll(List.of(id), Duration.ofSeconds(60));
  }

  private static String notices(JsonNode standing) {
    return standing.get("notices").toString();
  }

  @Test
  void whoMakesAPoolByAnotherNameIsToldOfTheOneThatThereIs() throws Exception {
    Path project = DaemonProcess.project(temp, "name = \"old\"\n" + SETTINGS);
    Path file = project.resolve(".agent-pool/pool.toml");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      work(daemon, project);
      daemon.put("/v1/budget", Map.of("dir", project.toString(), "pool_usd", 5));
      assertThat(notices(daemon.pool(project))).isEqualTo("[]");
      Files.writeString(file, "name = \"new\"\n" + SETTINGS);
      List<String> told = daemon.headers("/v1/tasks?dir=" + project, "X-Agentpool-Notice");
      assertThat(told).hasSize(1);
      assertThat(URLDecoder.decode(told.getFirst(), StandardCharsets.UTF_8))
          .isEqualTo(
              "this project has another pool, by the name \"old\", with 1 task, what it spent and"
                  + " its caps, none of which counts here; to go on with it, set name = \"old\" in "
                  + file);
      assertThat(daemon.headers("/v1/tasks?dir=" + project, "X-Agentpool-Notice")).isEmpty();
      assertThat(notices(daemon.pool(project))).contains("by the name");
      assertThat(notices(daemon.get("/v1/pool/status?dir=" + project))).contains("by the name");
      Awaitility.await() // the other one is shown with why nothing comes to it
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(daemon.pool(project, "old").get("problem").asString(""))
                  .contains(file + " names the pool \"new\" now"));
      Files.writeString(file, "name = \"old\"\n" + SETTINGS);
      assertThat(daemon.get("/v1/tasks?dir=" + project).toString()).contains("@@say done@@");
      assertThat(daemon.pool(project, "old").get("problem").isNull()).isTrue();
    }
  }

  @Test
  void aProjectThatWasMovedIsKnownAgain() throws Exception {
    Path project = DaemonProcess.project(temp, "name = \"site\"\n" + SETTINGS);
    Path moved = project.resolveSibling("moved ü");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      work(daemon, project);
      Files.move(project, moved);
      String here = URLEncoder.encode(moved.toString(), StandardCharsets.UTF_8);
      List<String> told = daemon.headers("/v1/tasks?dir=" + here, "X-Agentpool-Notice");
      assertThat(told).hasSize(1);
      assertThat(URLDecoder.decode(told.getFirst(), StandardCharsets.UTF_8))
          .isEqualTo(
              "this folder was "
                  + project
                  + " before, and its pool \"site\" stays there with 1 task, what it spent, none"
                  + " of which counts here; to go on with it, move the folder back");
      Path stranger = Files.createDirectories(temp.resolve("stranger"));
      assertThat(notices(daemon.get("/v1/pool/status?dir=" + stranger))).isEqualTo("[]");
    }
  }
}
