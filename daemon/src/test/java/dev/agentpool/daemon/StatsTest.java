package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Figures of a time, as a daemon computes them out of what really happened. */
@Timeout(180)
class StatsTest {
  private static final List<String> CORE =
      List.of(
          "schema_version",
          "generated_at",
          "source",
          "scope",
          "window",
          "filters",
          "data_quality",
          "imported",
          "suggested_next");

  @TempDir Path temp;
  private Path project;
  private DaemonProcess daemon;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon = new DaemonProcess(temp);
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private JsonNode stats(String query) throws Exception {
    return Rest.ok(200, rest.get("/v1/stats" + query));
  }

  private List<String> faults(JsonNode stats) {
    return stats.get("data_quality").valueStream().map(one -> one.get("code").asString()).toList();
  }

  private void run(String... prompts) throws Exception {
    for (String prompt : prompts) {
      daemon.awaitAll(List.of(daemon.submit(project, prompt, Map.of())), Duration.ofSeconds(60));
    }
  }

  @Test
  void whatWasDoneIsToldWithItsTokensMoneyAndDays() throws Exception {
    run("hello", "@@fail@@");
    JsonNode stats = stats("?zone=UTC");
    assertThat(stats.get("schema_version").asString()).isEqualTo("stats/v1");
    assertThat(stats.get("window").get("label").asString()).isEqualTo("last 7d");
    JsonNode work = stats.get("work");
    assertThat(work.get("attempts").asInt()).isEqualTo(2);
    assertThat(work.get("completed").asInt()).isEqualTo(1);
    assertThat(work.get("cost_microdollars").asLong()).isPositive();
    assertThat(work.get("days")).hasSize(1);
    assertThat(work.get("days").get(0).get("completed").asInt()).isEqualTo(1);
    assertThat(work.get("hours")).isEmpty();
    JsonNode own = stats("?window=2h&scope=pool&zone=Asia%2FKolkata");
    assertThat(own.get("scope").asString()).isEqualTo("pool");
    long hours = 0;
    for (JsonNode hour : own.get("work").get("hours")) { // it may have struck meanwhile
      assertThat(hour.get("from_ms").asLong() % 3_600_000).isEqualTo(1_800_000);
      hours += hour.get("attempts").asLong();
    }
    assertThat(hours).isEqualTo(2);
    Path other = DaemonProcess.project(temp.resolve("other"), "slots = 1\n");
    assertThat(
            Rest.ok(200, new Rest(daemon, other).get("/v1/stats?scope=pool"))
                .get("work")
                .get("attempts")
                .asInt())
        .isZero();
    assertThat(work.get("streak").get("current_days").asInt()).isEqualTo(1);
    JsonNode tokens = stats.get("tokens");
    assertThat(tokens.get("total").asLong())
        .isPositive()
        .isEqualTo(tokens.get("input").asLong() + tokens.get("output").asLong())
        .isEqualTo(tokens.get("by_provider").get("scripted").get("total").asLong());
    assertThat(work.get("by_provider").get("scripted").get("tokens").asLong())
        .isEqualTo(tokens.get("total").asLong());
    assertThat(faults(stats)).contains("no_usage_data_in_window", "walls_low_confidence");
    assertThat(stats.get("walls").get("hit").isNull()).isTrue();
    assertThat(stats.get("utilization").isNull()).isTrue();

    JsonNode before = stats("?window=2026-01-01%2F2026-01-02");
    assertThat(before.get("work").get("attempts").asInt()).isZero();
    assertThat(before.get("tokens").get("total").isNull()).isTrue();
    assertThat(faults(before)).contains("no_token_data_available");
    assertThat(stats("?provider_id=codex-cli").get("work").get("attempts").asInt()).isZero();
  }

  @Test
  void sessionsAreCountedByHowTheyEnded() throws Exception {
    JsonNode first = spawn();
    rest.post("/v1/sessions/" + first.get("session_id").asString() + "/terminate");
    spawn();
    JsonNode stats = stats("?window=1h");
    JsonNode sessions = stats.get("sessions");
    assertThat(sessions.get("total").asInt()).isEqualTo(2);
    assertThat(sessions.get("spawned").asInt()).isEqualTo(2);
    assertThat(sessions.get("terminated").asInt()).isEqualTo(1);
    assertThat(sessions.get("by_provider").get("scripted").asInt()).isEqualTo(2);
    assertThat(sessions.get("by_role").get("explorer").asInt()).isEqualTo(2);
    assertThat(sessions.get("by_state").get("CANCELLED").asInt()).isEqualTo(1);
    assertThat(stats.get("parallelism").get("peak_concurrent").asInt()).isBetween(1, 2);
    assertThat(stats("?window=2026-01-01").get("sessions").get("terminated").asInt()).isZero();
  }

  private JsonNode spawn() throws Exception {
    return Rest.ok(
        200,
        rest.post(
            "/v1/sessions",
            "provider_id",
            "scripted",
            "task",
            "Say hello.",
            "repo_path",
            project.toString()));
  }

  @Test
  void sectionsAreThoseThatWereAskedFor() throws Exception {
    JsonNode some = stats("?sections=tokens,utilization");
    assertThat(some.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.Stream.concat(
                    CORE.stream(), java.util.stream.Stream.of("tokens", "utilization"))
                .toList());
    assertThat(stats("?sections=sessions").has("utilization")).isFalse();
  }

  @Test
  void whatNobodyUnderstandsIsRefusedWithWhatHelps() throws Exception {
    for (String wrong :
        List.of("?window=soon", "?window=2999-01-01", "?window=2026-02-02%2F2026-02-01")) {
      var answer = rest.get("/v1/stats" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.json().get("code").asString()).isEqualTo("invalid_window");
      assertThat(answer.json().get("details").get("control_code").asString())
          .isEqualTo("INVALID_WINDOW");
    }
    assertThat(rest.get("/v1/stats?provider_id=nobody").status()).isEqualTo(404);
    assertThat(rest.get("/v1/stats?sections=nonsense").json().get("detail").asString())
        .contains("sessions, parallelism");
    assertThat(rest.get("/v1/stats?zone=Mars%2FBase").status()).isEqualTo(400);
    assertThat(stats("?scope=whatever").get("scope").asString()).isEqualTo("all");
  }

  @Test
  void anImportedPastCountsAndIsMarkedAndWhatCannotBeReadOfItIsPassedOver() throws Exception {
    Path folder = Files.createDirectories(daemon.home().resolve("state/imported"));
    Instant now = Instant.now();
    String day = now.minus(Duration.ofDays(1)).toString();
    String good =
        "{\"id\":\"ap_1\",\"provider_id\":\"codex-cli\",\"role\":\"reviewer\",\"state\":\"COMPLETED\","
            + "\"created_at\":\""
            + day
            + "\",\"ended_at\":\""
            + now.minus(Duration.ofHours(12))
            + "\"}\n";
    String future = good.replace(day, "2999-01-01T00:00:00Z").replace("ap_1", "ap_2");
    String timeless = good.replace(day, "yesterday").replace("ap_1", "ap_3");
    byte[] broken = {
      '{', (byte) 0xff, (byte) 0xfe, '\n', '[', ']', '\n', '7', '\n', '{', '"', '\n'
    };
    Files.writeString(folder.resolve("sessions.jsonl"), good + future + timeless);
    Files.write(folder.resolve("sessions.jsonl"), broken, java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("usage_snapshots.jsonl"),
        "{\"id\":1,\"provider_id\":\"codex-cli\",\"ts\":\""
            + now.minus(Duration.ofHours(25)).plusSeconds(3_000)
            + "\",\"status\":\"limit_reached\",\"confidence\":\"official\",\"raw_json\":\"{\\\"windows\\\":[{\\\"name\\\":\\\"weekly\\\",\\\"kind\\\":\\\"weekly\\\",\\\"remaining_percent\\\":0}]}\"}\n"
            + "{\"id\":2,\"provider_id\":\"codex-cli\",\"ts\":\""
            + day
            + "\",\"raw_json\":\"no json\"}\n",
        StandardCharsets.UTF_8);

    JsonNode stats = stats("");
    assertThat(stats.get("sessions").get("total").asInt()).isEqualTo(1);
    assertThat(stats.get("sessions").get("by_provider").get("codex-cli").asInt()).isEqualTo(1);
    assertThat(stats.get("imported").get("sessions").asInt()).isEqualTo(1);
    assertThat(stats.get("imported").get("usage_snapshots").asInt()).isEqualTo(1);
    assertThat(stats.get("parallelism").get("sum_worker_hours").asDouble()).isEqualTo(12.0);
    assertThat(stats.get("walls").get("hit").asInt()).isEqualTo(1);
    assertThat(stats.get("quota").get("codex-cli").get("min_in_window").asDouble()).isZero();
    assertThat(stats.get("utilization").asDouble()).isPositive();
    assertThat(stats("?provider_id=claude-code").get("sessions").get("total").asInt()).isZero();
    assertThat(daemon.get("/v1/import/sessions").get("total").asInt()).isEqualTo(3);
  }

  @Test
  void aCardIsAPictureThatReplacesNothingElse() throws Exception {
    run("hello");
    Path file = temp.resolve("shared/card.png");
    JsonNode card =
        Rest.ok(200, rest.post("/v1/stats/card", "window", "1h", "output_path", file.toString()));
    assertThat(card.get("path").asString()).isEqualTo(file.toString());
    assertThat(card.get("bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(card.get("width").asInt()).isEqualTo(1200);
    assertThat(card.get("stats_window").get("label").asString()).isEqualTo("last 1h");
    assertThat(javax.imageio.ImageIO.read(file.toFile()).getHeight()).isEqualTo(630);

    Path mine = Files.writeString(temp.resolve("mine.txt"), "mine");
    var refused = rest.post("/v1/stats/card", "output_path", mine.toString());
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().get("code").asString()).isEqualTo("card_render_failed");
    assertThat(mine).hasContent("mine");
    assertThat(rest.post("/v1/stats/card", "output_path", "relative.png").status()).isEqualTo(400);
    assertThat(rest.post("/v1/stats/card", "window", "x").status()).isEqualTo(400);
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("stats"))) {
      JsonNode told = client.data("get_stats_card", Map.of());
      assertThat(Path.of(told.get("path").asString())).startsWith(daemon.home()).exists();
    }
  }

  @Test
  void overMcpAConnectionIsToldOfItsOwnSessionsUnlessItAsksForAll() throws Exception {
    run("hello");
    try (McpClient client =
        McpClient.connect(daemon.home(), project, List.of("stats", "default"))) {
      client.data(
          "spawn_worker",
          Map.of("provider_id", "scripted", "task", "Say hello.", "repo_path", project.toString()));
      JsonNode mine = client.data("get_stats", Map.of());
      assertThat(mine.get("scope").asString()).isEqualTo("mine");
      assertThat(mine.get("coordinator_id").asString()).startsWith("coord_");
      assertThat(mine.get("sessions").get("total").asInt()).isEqualTo(1);
      assertThat(mine.get("work").get("attempts").asInt()).isLessThanOrEqualTo(1);
      JsonNode all = client.data("get_stats", Map.of("scope", "all", "window", "1h"));
      assertThat(all.get("scope").asString()).isEqualTo("all");
      assertThat(all.has("coordinator_id")).isFalse();
      assertThat(all.get("work").get("attempts").asInt()).isGreaterThanOrEqualTo(1);
      assertThat(client.error("get_stats", Map.of("window", "soon"))).contains("INVALID_WINDOW");
    }
    try (McpClient other = McpClient.connect(daemon.home(), project, List.of("stats"))) {
      assertThat(other.data("get_stats", Map.of()).get("sessions").get("total").asInt()).isZero();
    }
  }
}
