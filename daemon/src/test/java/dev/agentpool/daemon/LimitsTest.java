package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.ScriptedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A provider's limit is a plan: it is shown, can be stopped, and begins with one try. */
class LimitsTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String TOML =
      """
      slots = 2
      [settings]
      provider = "scripted"
      access = "full"
      workspace = "shared"
      """;
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path effects;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    effects = daemon.open(temp.resolve("open")).resolve("effects");
    daemon.start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private Path project(String name, String toml) throws IOException {
    return DaemonProcess.project(Files.createDirectories(temp.resolve(name)), toml);
  }

  private static void soon(ThrowingRunnable holds) {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(holds);
  }

  private String state(String task) throws Exception {
    return daemon.get("/v1/tasks/" + task).get("state").asString();
  }

  /** A task runs into the limit, and is cancelled: whoever tries after the reset is another one. */
  private void reachTheLimit(Path project, int seconds) throws Exception {
    String limited = daemon.submit(project, "@@limit " + seconds + "@@", Map.of());
    soon(() -> {
      assertThat(daemon.pool(project).get("paused")).hasSize(1);
      assertThat(state(limited)).isEqualTo("pending");
    });
    daemon.post("/v1/tasks/" + limited + "/cancel", Map.of());
  }

  private String work(Path project, String name) throws Exception {
    return daemon.submit(
        project,
        "@@append %s begin-%s@@ @@delay 2500@@ @@append %s end-%s@@ @@cost 0.01@@ @@say %s@@"
            .formatted(effects, name, effects, name, name),
        Map.of());
  }

  private List<String> done() throws IOException {
    return Files.exists(effects) ? Files.readAllLines(effects) : List.of();
  }

  @Test
  void afterAResetOneTaskTriesAndTheOthersWaitAlsoOverKillsAndOverPoolsAndSlots() throws Exception {
    Path one = project("one", TOML);
    Path other = project("other", TOML);
    reachTheLimit(one, 25);
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tasks.add(work(one, "a" + i));
      tasks.add(work(other, "b" + i));
    }
    daemon.kill9();
    daemon.start();
    JsonNode paused = daemon.pool(one).get("paused").get(0);
    assertThat(paused.get("tasks").asInt()).isEqualTo(3);
    assertThat(paused.get("about_microdollars").asLong()).isEqualTo(750_000);
    assertThat(daemon.pool(other).get("paused").get(0).get("tasks").asInt()).isEqualTo(3);
    assertThat(done()).isEmpty();
    soon(() -> assertThat(done()).hasSize(1));
    daemon.kill9();
    daemon.start();
    assertThat(daemon.awaitAll(tasks, SOON).get("satisfied").asBoolean()).isTrue();
    List<String> lines = done();
    assertThat(lines).hasSize(12).doesNotHaveDuplicates();
    assertThat(lines.getFirst()).startsWith("begin-");
    assertThat(lines.get(1)).isEqualTo(lines.getFirst().replace("begin", "end"));
    assertThat(daemon.pool(one).get("paused")).isEmpty();
  }

  @Test
  void aHeldProviderStartsNothingAlthoughItsLimitIsResetAlsoOverARestart() throws Exception {
    Path project = project("one", TOML);
    reachTheLimit(project, 10);
    JsonNode held =
        daemon.post("/v1/providers/hold", Map.of("dir", project.toString(), "by", "ada"));
    assertThat(held.has("changed")).as("%s", held).isTrue();
    assertThat(held.get("changed").get(0).get("provider").asString()).isEqualTo("scripted");
    long until = daemon.pool(project).get("paused").get(0).get("until_ms").asLong();
    String task = work(project, "a");
    daemon.kill9();
    daemon.start();
    Awaitility.await().atMost(SOON).until(() -> System.currentTimeMillis() > until + 1_500);
    JsonNode pool = daemon.pool(project);
    assertThat(pool.get("held").get(0).get("by").asString()).isEqualTo("ada");
    assertThat(pool.get("paused").get(0).get("held").get("by").asString()).isEqualTo("ada");
    assertThat(daemon.get("/v1/inbox").get("held")).hasSize(1);
    assertThat(state(task)).isEqualTo("pending");
    assertThat(done()).isEmpty();
    daemon.post("/v1/providers/unhold", Map.of("dir", project.toString()));
    assertThat(daemon.awaitAll(List.of(task), SOON).get("satisfied").asBoolean()).isTrue();
    assertThat(daemon.pool(project).get("held")).isEmpty();
  }

  @Test
  void whatRunsGoesOnWhenItsProviderIsHeldAndAllProvidersCanBe() throws Exception {
    Path project = project("one", TOML);
    String running = work(project, "a");
    soon(() -> assertThat(done()).hasSize(1));
    daemon.post("/v1/providers/hold", Map.of("dir", project.toString(), "all", true));
    String waits = work(project, "b");
    assertThat(daemon.awaitAll(List.of(running), SOON).get("satisfied").asBoolean()).isTrue();
    assertThat(state(running)).isEqualTo("completed");
    assertThat(state(waits)).isEqualTo("pending");
    JsonNode unknown =
        daemon.post("/v1/providers/hold", Map.of("dir", project.toString(), "provider", "nobody"));
    assertThat(unknown.get("status").asInt()).isEqualTo(404);
    assertThat(unknown.get("detail").asString()).contains("nobody", "agentpool providers");
    daemon.post("/v1/providers/unhold", Map.of("dir", project.toString()));
    assertThat(daemon.awaitAll(List.of(waits), SOON).get("satisfied").asBoolean()).isTrue();
  }

  @Test
  void aResetIsToldOnceBeforeItComes() throws Exception {
    Path project = project("one", TOML);
    reachTheLimit(project, 20);
    soon(() -> assertThat(toldOfPauses()).isEqualTo(2)); // that it is planned, and that it comes
    daemon.kill9();
    daemon.start();
    String task = work(project, "a");
    assertThat(daemon.awaitAll(List.of(task), SOON).get("satisfied").asBoolean()).isTrue();
    assertThat(toldOfPauses()).isEqualTo(2);
  }

  private long toldOfPauses() throws Exception {
    return daemon
        .text("/v1/journal?after=0")
        .lines()
        .flatMap(line -> List.of(line.split("\\{\"seq\"")).stream())
        .filter(entry -> entry.contains("note_put") && entry.contains("pause scripted@"))
        .count();
  }

  @Test
  void anotherProviderTakesATaskOnlyWhereFallbackNamesItAndItKeepsItsSettings() throws Exception {
    Path agent = ScriptedAgent.install(Files.createDirectories(temp.resolve("mine")));
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(
        config,
        Files.readString(config)
            + "[settings.provider.\"acp:mine\"]\ncommand = [\"%s\", \"--acp\"]\n".formatted(agent));
    Path project = project("one", TOML);
    reachTheLimit(project, 3_600);
    Map<String, Object> fallback = Map.of("fallback", List.of("acp:mine"));
    String stays = daemon.submit(project, "@@say stays@@", Map.of());
    String goes = daemon.submit(project, "@@say goes@@", Map.of("settings", fallback));
    String cannot =
        daemon.submit(
            project,
            "@@say cannot@@",
            Map.of("settings", Map.of("fallback", List.of("acp:mine"), "model", "opus")));
    assertThat(daemon.awaitAll(List.of(goes), SOON).get("satisfied").asBoolean()).isTrue();
    JsonNode result = daemon.get("/v1/tasks/" + goes);
    assertThat(result.get("state").asString()).as("%s", result).isEqualTo("completed");
    assertThat(result.get("output").asString()).isEqualTo("goes");
    assertThat(result.get("result").get("provider").asString()).isEqualTo("acp:mine");
    assertThat(result.toString()).contains("the limit of its own provider was reached");
    String limited = daemon.submit(project, "@@say also@@", Map.of("settings", fallback));
    assertThat(daemon.awaitAll(List.of(limited), SOON).get("satisfied").asBoolean()).isTrue();
    assertThat(state(stays)).isEqualTo("pending");
    assertThat(state(cannot)).isEqualTo("pending");
    JsonNode unknown =
        daemon.post(
            "/v1/tasks",
            Map.of(
                "dir",
                project.toString(),
                "prompt",
                "x",
                "settings",
                Map.of("fallback", List.of("nobody"))));
    assertThat(unknown.get("status").asInt()).isEqualTo(400);
    assertThat(unknown.get("detail").asString()).contains("fallback", "nobody");
  }
}
